//! Why a paper could not be made.

use super::PaperKind;
use crate::{
    documents::TemplateError,
    policy::visible,
    register::{Lang, RecordKind, Register},
};

/// How many records a message lists.
const LISTED: usize = 20;

/// Why a paper could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub enum PaperError {
    /// The form has a mistake.
    Template(#[from] TemplateError),
    /// The paper is about a record, and none is named.
    NeedsId {
        /// The paper.
        kind: PaperKind,
        /// The records that there are, the last first.
        known: Vec<String>,
    },
    /// There is no such record.
    UnknownId {
        /// The paper.
        kind: PaperKind,
        /// As it was given.
        id: String,
        /// The records that there are, the last first.
        known: Vec<String>,
    },
    /// A letter is for a patient whom the incident concerns, and another group was named, or none.
    NotConcerned {
        /// The incident.
        incident: String,
        /// The group, as it was given.
        group: Option<String>,
        /// The patients' groups that the incident concerns.
        known: Vec<String>,
    },
    /// The paper is about the whole register, and a record was named.
    TakesNoId {
        /// The paper.
        kind: PaperKind,
    },
    /// The paper is not made for everybody of whom it is due, or one was named as well.
    TakesNoDue {
        /// The paper.
        kind: PaperKind,
    },
    /// It is due of nobody.
    NobodyDue {
        /// The paper.
        kind: PaperKind,
    },
    /// The consent of a patient, about a group that is of none.
    NotOfPatient {
        /// The group.
        id: String,
    },
    /// The sheet of the recovery key needs the key.
    NoRecoveryKey,
    /// A report was written to somebody else than this paper is for.
    OtherAddressee {
        /// Its number.
        number: String,
        /// The paper that it is.
        kind: PaperKind,
    },
    /// A report is recorded without its paper, or with one that this version cannot read.
    NotKept {
        /// Its number.
        number: String,
    },
}

impl PaperError {
    /// What is wrong and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::Template(error) => error.message(lang),
            Self::NeedsId { kind, known } => {
                let (about, known) = (about(*kind, lang), list(known, lang));
                match lang {
                    Lang::Ja => format!("どの{about}の書類か、番号を指定してください。台帳にあるもの：{known}"),
                    Lang::En => format!("Say which {about} the paper is about. There are: {known}"),
                }
            }
            Self::UnknownId { kind, id, known } => {
                let (about, id, known) = (about(*kind, lang), visible(id), list(known, lang));
                match lang {
                    Lang::Ja => {
                        format!("{about}「{id}」は台帳にありません。書類は作成していません。台帳にあるもの：{known}")
                    }
                    Lang::En => {
                        format!("There is no {about} \"{id}\" in the register, so no paper was made. There are: {known}")
                    }
                }
            }
            Self::NotConcerned { incident, group, known } => {
                not_concerned(&visible(incident), group.as_deref(), known, lang)
            }
            Self::TakesNoId { kind } => match lang {
                Lang::Ja => format!("{} は台帳全体の書類です。番号を付けずに指定してください。", kind.word()),
                Lang::En => format!("{} is about the whole register. Leave the number away.", kind.word()),
            },
            Self::TakesNoDue { kind } => {
                let due = PaperKind::ALL.iter().filter(|kind| kind.takes_due()).map(|kind| kind.word());
                let (word, due) = (kind.word(), due.collect::<Vec<_>>().join(", "));
                match lang {
                    Lang::Ja => format!(
                        "{word} は、そのようには作成できません。対象者全員の分（due）は {due} だけで、番号と一緒には指定できません。"
                    ),
                    Lang::En => format!(
                        "{word} cannot be made so: all that are due in one file there are of {due} only, and without a number."
                    ),
                }
            }
            Self::NobodyDue { kind } => {
                let word = kind.word();
                match lang {
                    Lang::Ja => format!("{word} を必要とする対象は、いまありません。書類は作成していません。"),
                    Lang::En => format!("Nothing asks for {word} today, so no paper was made."),
                }
            }
            Self::NotOfPatient { id } => {
                let id = visible(id);
                match lang {
                    Lang::Ja => format!(
                        "グループ「{id}」は患者グループではないため、患者の同意書はありません。患者グループの番号を指定してください。"
                    ),
                    Lang::En => format!(
                        "The group \"{id}\" is not a patient's, so there is no consent for it. Name a patient's group."
                    ),
                }
            }
            Self::OtherAddressee { number, kind } => {
                let (number, word) = (visible(number), kind.word());
                match lang {
                    Lang::Ja => {
                        format!("報告書 {number} は別のあて先のものです。paper {word} {number} で作成してください。")
                    }
                    Lang::En => format!("The report {number} went to somebody else: use paper {word} {number}."),
                }
            }
            Self::NotKept { number } => {
                let number = visible(number);
                match lang {
                    Lang::Ja => format!(
                        "報告書 {number} の控えは台帳にないか、この版では読めません。送付した紙か、書き出したファイルを確かめてください。"
                    ),
                    Lang::En => format!(
                        "Of the report {number} no copy is kept that this version can read. Look at the paper or the file that was sent."
                    ),
                }
            }
            Self::NoRecoveryKey => match lang {
                Lang::Ja => {
                    "復旧キーは保存されていないため、後から印刷できません。復旧キーを作り直したときに印刷してください。".to_owned()
                }
                Lang::En => {
                    "The recovery key is stored nowhere, so it cannot be printed later. Print it when a new one is made.".to_owned()
                }
            },
        }
    }
}

fn not_concerned(incident: &str, group: Option<&str>, known: &[String], lang: Lang) -> String {
    let known: Vec<String> = known.iter().map(|id| visible(id).into_owned()).collect();
    let known = list(&known, lang);
    match (group.map(visible), lang) {
        (None, Lang::Ja) => format!(
            "どの患者への通知か、グループの番号も指定してください。{incident} の関係グループ（患者）：{known}"
        ),
        (Some(group), Lang::Ja) => format!(
            "{group} は {incident} の関係グループ（患者）ではないため、通知は作成していません。関係グループ（患者）：{known}"
        ),
        (None, Lang::En) => {
            format!("Say which patient's group the letter is for. The incident {incident} concerns: {known}")
        }
        (Some(group), Lang::En) => format!(
            "{group} is no patient's group that the incident {incident} concerns, so no letter was made. It concerns: {known}"
        ),
    }
}

/// The error for a paper whose record was not found.
pub(super) fn wanted(kind: PaperKind, register: &Register, id: Option<&str>) -> PaperError {
    let known = known(kind, register);
    match id {
        Some(id) => PaperError::UnknownId { kind, id: id.to_owned(), known },
        None => PaperError::NeedsId { kind, known },
    }
}

fn known(kind: PaperKind, register: &Register) -> Vec<String> {
    let list = kind.about().and_then(|kind| register.list(kind));
    let Some(list) = list else { return Vec::new() };
    let ids = (0..list.count()).rev().filter_map(|place| list.id_at(place));
    let mut ids: Vec<String> = ids.take(LISTED + 1).map(|id| visible(id).into_owned()).collect();
    if ids.len() > LISTED {
        ids.truncate(LISTED);
        ids.push("…".to_owned());
    }
    ids
}

fn about(kind: PaperKind, lang: Lang) -> &'static str {
    match (kind.about(), lang) {
        (Some(RecordKind::Staff), Lang::En) => "staff member",
        (Some(kind), _) => kind.noun(lang),
        (None, Lang::Ja) => "記録",
        (None, Lang::En) => "record",
    }
}

fn list(known: &[String], lang: Lang) -> String {
    match lang {
        _ if !known.is_empty() => known.join(", "),
        Lang::Ja => "なし".to_owned(),
        Lang::En => "none".to_owned(),
    }
}
