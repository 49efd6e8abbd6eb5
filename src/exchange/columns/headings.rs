//! Which heading means which field: one row a field, in the spellings that offices use. What the fields themselves are
//! called, and the controls of the policy, come on top, so that what this program exports is known by itself.

use rustc_hash::FxHashMap;
use smol_str::SmolStr;

use super::{
    kind::Kind,
    spellings::{OWN, PEOPLE, PLAIN, ROWS},
};
use crate::{
    policy::Policy,
    register::{
        Lang, RecordKind,
        document::RECORD_FIELDS,
        kana::search_key,
        words::{AnyControl, Control},
    },
};

/// A field that a column goes to: `/staff/name`. Beside the records there are `/person` (whom a row is about), `/row`
/// (what helps to read a row and is not recorded), and a few that are read in a way of their own.
pub type Field = SmolStr;

/// What a heading is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A field.
    Field,
    /// The number of the row, nothing of the record.
    RowNumber,
    /// What the register does not keep.
    NotKept,
    /// What follows from other columns.
    Derived,
    /// A password: no register may hold one.
    Password,
}

/// Headings of what is not taken in, in every ledger.
const LEFT_OUT: &[(Meaning, &[&str])] = &[
    (Meaning::RowNumber, &["No", "№", "No.", "NO", "#", "通番", "連番", "項番", "行", "順", "順番"]),
    (
        Meaning::NotKept,
        &[
            "生年月日",
            "誕生日",
            "性別",
            "年齢",
            "住所",
            "郵便番号",
            "勤務形態",
            "常勤非常勤",
            "設置場所",
            "置き場所",
            "原本保管",
            "廃棄方法",
            "雇用形態",
            "所属部署",
            "部署",
            "要介護度",
            "保険者番号",
            "被保険者番号",
            "病名",
            "主病名",
            "疾患名",
            "参加状況",
        ],
    ),
    (
        Meaning::Derived,
        &[
            "次回期限",
            "次回変更日",
            "次回点検",
            "次回点検日",
            "次回変更予定日",
            "前回変更日",
            "前回",
            "参加者数",
            "最後の精査日",
            "参加人数",
            "出席者数",
            "受講回数",
            "勤続年数",
            "経過日数",
            "残日数",
            "期限",
        ],
    ),
    (
        Meaning::Password,
        &[
            "パスワード",
            "PW",
            "PASS",
            "password",
            "パスコード番号",
            "暗証番号",
            "初期パスワード",
            "MCSパスワード",
        ],
    ),
];

/// The birth of whom a row is about: not kept, but a doubt about it is one about the row.
pub const BIRTH: &str = "生年月日";

/// Where the controls of a device stand, and what a policy adds to a record.
const CONTROLS: &str = "/device/controls/";
const ADDED: &str = "/added/";

/// A heading in the one form in which it is compared: widths, kana, variants, blanks and punctuation folded.
pub fn heading_key(text: &str) -> String {
    search_key(text)
        .chars()
        .filter(|c| {
            !c.is_ascii_punctuation()
                && !matches!(
                    c,
                    '「' | '」'
                        | '『'
                        | '』'
                        | '【'
                        | '】'
                        | '〔'
                        | '〕'
                        | '、'
                        | '。'
                        | '※'
                        | '★'
                        | '●'
                        | '■'
                        | '〈'
                        | '〉'
                        | '〜'
                        | '～'
                )
        })
        .collect()
}

/// What a heading may mean in a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The field.
    pub field: Field,
    /// How much it says about the kind of the ledger.
    pub weight: u8,
    /// The place of the spelling in its row: the likelier comes first.
    pub rank: usize,
}

/// The table, ready to be asked.
#[derive(Debug)]
pub struct Headings {
    fields: FxHashMap<(Kind, String), Vec<Candidate>>,
    left_out: FxHashMap<String, Meaning>,
}

impl Headings {
    /// The table with what the policy calls the controls.
    pub fn new(policy: &Policy) -> Self {
        let mut fields: FxHashMap<(Kind, String), Vec<Candidate>> = FxHashMap::default();
        let mut put = |kind: Kind, word: &str, field: &str, weight: u8, rank: usize| {
            let known = fields.entry((kind, heading_key(word))).or_default();
            if !known.iter().any(|candidate| candidate.field == field) {
                known.push(Candidate { field: Field::new(field), weight, rank });
            }
        };
        for (kinds, field, weight, words) in ROWS {
            for kind in *kinds {
                for (rank, word) in words.iter().enumerate() {
                    put(*kind, word, field, *weight, rank);
                }
            }
        }
        let additions = policy.additions();
        let fixed = Control::ALL.iter().copied().map(AnyControl::Fixed);
        let controls = fixed.chain(additions.controls.iter().map(|(name, _)| AnyControl::Added(*name)));
        for control in controls {
            let field = format!("{CONTROLS}{control}");
            for lang in [Lang::Ja, Lang::En] {
                if let Some(known) = policy.control(control, lang) {
                    put(Kind::Devices, known.name, &field, OWN, 0);
                }
                put(Kind::Devices, &control.say(policy, lang), &field, OWN, 0);
            }
        }
        for duty in &additions.duties {
            let kinds: &[Kind] = match duty.of {
                RecordKind::Staff => PEOPLE,
                RecordKind::Device => &[Kind::Devices],
                RecordKind::Group => &[Kind::Groups],
                _ => &[],
            };
            let field = format!("/{}{ADDED}{}", duty.of.word(), duty.is.name);
            for (kind, label) in
                kinds.iter().flat_map(|kind| [(kind, &duty.is.label.ja), (kind, &duty.is.label.en)])
            {
                put(*kind, label, &field, OWN, 0);
            }
        }
        for (record, kinds, table, inside) in OWN_FIELDS {
            for (_, names) in RECORD_FIELDS.iter().filter(|(name, _)| name == table) {
                // What ids are called stands in the table: "No." is the number of a row as well.
                for name in names.iter().filter(|name| **name != "id") {
                    let pointer = format!("{inside}/{name}");
                    let Some(described) = record.field(&pointer) else { continue };
                    for lang in [Lang::Ja, Lang::En] {
                        for kind in *kinds {
                            put(
                                *kind,
                                &described.label.say(lang, policy),
                                &format!("/{}{pointer}", record.word()),
                                PLAIN,
                                9,
                            );
                        }
                    }
                }
            }
        }
        let left_out = LEFT_OUT
            .iter()
            .flat_map(|(meaning, words)| words.iter().map(|word| (heading_key(word), *meaning)));
        Self { fields, left_out: left_out.collect() }
    }

    /// What a heading may mean in a ledger of a kind, the likeliest first.
    pub fn of(&self, kind: Kind, heading: &str) -> &[Candidate] {
        let found = |text: &str| {
            let key = heading_key(text);
            self.fields.get(&(kind, key)).map(Vec::as_slice)
        };
        let plain = || found(heading).or_else(|| found(unbracketed(heading)?));
        plain().or_else(|| found(corner(heading)?)).unwrap_or_default()
    }

    /// The fields to which the columns of a ledger can go, in the order of the table.
    pub fn fields(kind: Kind) -> Vec<&'static str> {
        let mut fields: Vec<&str> = Vec::new();
        for (_, field, _, _) in ROWS.iter().filter(|(kinds, _, _, _)| kinds.contains(&kind)) {
            if !fields.contains(field) {
                fields.push(field);
            }
        }
        fields
    }

    /// Whether columns can go to a field.
    pub fn knows(field: &str) -> bool {
        // What a policy adds is known by its name.
        field.starts_with(CONTROLS)
            || field.contains(ADDED)
            || ROWS.iter().any(|(_, known, _, _)| *known == field)
    }

    /// What a heading is that goes to no field.
    pub fn left_out(&self, heading: &str) -> Option<Meaning> {
        let found = |text: &str| self.left_out.get(&heading_key(text)).copied();
        found(heading).or_else(|| found(unbracketed(heading)?))
    }
}

/// The fields whose labels are headings too: the record, the ledgers, its name in the format, and where it stands in it.
const OWN_FIELDS: &[(RecordKind, &[Kind], &str, &str)] = &[
    (RecordKind::Staff, PEOPLE, "Staff", ""),
    (RecordKind::Staff, PEOPLE, "McsAccount", "/mcs"),
    (RecordKind::Staff, PEOPLE, "Pledge", "/pledge"),
    (RecordKind::Partner, &[Kind::Partners], "Partner", ""),
    (RecordKind::Device, &[Kind::Devices], "Device", ""),
    (RecordKind::TakeOut, &[Kind::TakeOuts], "TakeOut", ""),
    (RecordKind::TakeOut, &[Kind::TakeOuts], "Decision", "/decision"),
    (RecordKind::Group, &[Kind::Groups], "GroupSheet", ""),
    (RecordKind::Group, &[Kind::Groups], "Consent", "/consent"),
    (RecordKind::Membership, &[Kind::Members], "Membership", ""),
    (RecordKind::Membership, &[Kind::Members], "Removal", "/removal"),
    (RecordKind::Filing, &[Kind::Filings], "Filing", ""),
];

/// What stands down, of a corner that says what stands down and what across: `患者＼職員`.
fn corner(heading: &str) -> Option<&str> {
    heading.split_once(['＼', '\\', '／', '→']).map(|(down, _)| down.trim()).filter(|down| !down.is_empty())
}

/// A heading without what stands in brackets behind or before it.
fn unbracketed(heading: &str) -> Option<&str> {
    let heading = heading.trim();
    let before = heading.split(['(', '（', '[', '［', '【', '\n']).next().unwrap_or_default().trim();
    (!before.is_empty() && before.len() < heading.len()).then_some(before)
}
