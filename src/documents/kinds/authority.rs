//! The authority's report as its form asks for it: what the register knows is filled in; of what it does not know and the
//! form offers choices for, the choices stand with boxes to tick.

use super::{
    deeds::{kind_in_form, measure_line},
    source::{Source, day, minute},
};
use crate::{
    documents::{template::Facts, text::visible, words},
    register::{
        records::{Incident, non_blank},
        words::{Circumstance, DeviceKind, IncidentKind, ReportStage},
    },
};

/// The four cases of the enforcement rules (施行規則7条), in their order.
const CASES: [(Circumstance, &str); 4] = [
    (Circumstance::SensitiveData, "1号（要配慮個人情報が含まれる）"),
    (Circumstance::FinancialHarm, "2号（財産的被害のおそれ）"),
    (Circumstance::Wrongful, "3号（不正の目的のおそれ）"),
    (Circumstance::OverThousand, "4号（本人の数が1,000人を超える）"),
];

/// The third of them where it is also about what was yet to be collected.
const BEING_COLLECTED: &str = "3号（不正の目的のおそれ。取得しようとしている個人情報を含む）";

/// Choices with a box before each.
fn boxes(choices: &[&str]) -> String {
    choices.iter().map(|choice| format!("□{choice}")).collect::<Vec<_>>().join("　")
}

/// What the form asks for beside the facts of the incident.
pub(super) fn facts(source: &Source<'_>, incident: &Incident, stage: ReportStage, facts: &mut Facts) {
    let office = source.register.office();
    let name = non_blank(office.name.as_deref());
    // 「医療法人みなと会 三先内科」 says it already.
    let said = |corporation: &&str| name.is_none_or(|name| !name.starts_with(corporation.trim()));
    let names = [non_blank(office.corporation.as_deref()).filter(said), name];
    let reporter: Vec<String> = names.into_iter().flatten().map(visible).collect();
    let mut say = |name, value: String| facts.say(name, Some(value));
    say("form.kind", kind_in_form(stage).to_owned());
    say("form.my_number", boxes(&["含まない", "含む"]));
    say("form.industry", boxes(&["医療，福祉", "卸売業，小売業（薬局）", "その他（　　　　）"]));
    say("form.event", boxes(&["漏えい", "漏えいのおそれ", "滅失", "滅失のおそれ", "毀損", "毀損のおそれ"]));
    say("form.cases", cases(incident));
    say("form.medium", medium(source, incident));
    say("form.cause", cause(incident).map_or_else(|| boxes(CAUSES), str::to_owned));
    say("form.origin", boxes(&["自らの事業所", "委託先", "不明"]));
    say("form.damage", boxes(&["有", "無", "不明"]));
    say("form.persons", persons(incident));
    say("form.published", boxes(&["公表済み", "公表予定", "公表しない", "未定"]));
    say("form.publication", boxes(&["ホームページ", "記者発表", "報道機関等への資料配布", "その他"]));
    say("form.entrusted", entrusted(incident));
    let today = source.today;
    let measures = |done: bool| {
        let rows = incident.measures.iter().filter(|row| today.happened(row.done_on) == done);
        let lines: Vec<String> = rows.map(|row| measure_line(source, row)).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    };
    facts.say("form.reporter", (!reporter.is_empty()).then(|| reporter.join("　")));
    facts.say("form.occurred", minute(incident.occurred_at));
    facts.say("form.done", measures(true).or_else(|| Some("なし".to_owned())));
    facts.say("form.planned", measures(false).or_else(|| Some("なし".to_owned())));
    facts.say("form.secretariat", day(incident.reported_on).or_else(|| Some("未報告".to_owned())));
}

/// Which of the four cases hold; those that nobody was asked about have their boxes.
fn cases(incident: &Incident) -> String {
    let answer = |about| incident.authority.answer(about);
    let answers = CASES.map(|(about, words)| match about {
        Circumstance::Wrongful if answer(Circumstance::BeingCollected) == Some(true) => {
            (answer(about), BEING_COLLECTED)
        }
        about => (answer(about), words),
    });
    let yes: Vec<&str> =
        answers.iter().filter(|(answer, _)| *answer == Some(true)).map(|(_, words)| *words).collect();
    let open: Vec<&str> =
        answers.iter().filter(|(answer, _)| answer.is_none()).map(|(_, words)| *words).collect();
    match (yes.is_empty(), open.is_empty()) {
        (true, true) => "いずれにも該当しない".to_owned(),
        (_, true) => yes.join("、"),
        (true, false) => boxes(&open),
        (false, false) => format!("{}\n未確認：{}", yes.join("、"), boxes(&open)),
    }
}

/// On what the data were.
fn medium(source: &Source<'_>, incident: &Incident) -> String {
    let device = incident.device.as_ref().and_then(|id| source.register.devices().get(id));
    if let Some(kind) = device.and_then(|device| device.kind).filter(|kind| *kind != DeviceKind::Other) {
        return format!("電子媒体（{}）", words::ja(kind));
    }
    match incident.kind.fixed() {
        Some(
            IncidentKind::WrongPost
            | IncidentKind::WrongInvitation
            | IncidentKind::FreeGroupPatientData
            | IncidentKind::UnauthorisedAccess
            | IncidentKind::SharedId,
        ) => "電子媒体（MCS上の情報）".to_owned(),
        _ => boxes(&["電子媒体", "紙", "その他（　　　　）"]),
    }
}

const CAUSES: &[&str] =
    &["誤交付・誤送付", "誤送信", "誤廃棄", "紛失", "盗難", "内部不正", "不正アクセス", "その他"];

/// What the kind of the incident itself says of its cause.
fn cause(incident: &Incident) -> Option<&'static str> {
    match incident.kind.fixed()? {
        IncidentKind::DeviceLoss => Some("紛失"),
        IncidentKind::DeviceTheft => Some("盗難"),
        IncidentKind::UnauthorisedAccess => Some("不正アクセス"),
        IncidentKind::WrongPost => Some("誤送信（誤投稿）"),
        IncidentKind::WrongInvitation => Some("誤送信（誤招待）"),
        _ => None,
    }
}

/// Whether the persons are told.
fn persons(incident: &Incident) -> String {
    let authority = &incident.authority;
    match (authority.persons_notified_on, non_blank(authority.notice_alternative.as_deref())) {
        (Some(on), _) => format!("対応済み（{} 通知）", words::day(on)),
        (None, Some(_)) => "通知に代わる措置".to_owned(),
        (None, None) => boxes(&["対応済み", "対応中", "対応予定", "予定なし"]),
    }
}

/// Whether the data are handled on behalf of another office.
fn entrusted(incident: &Incident) -> String {
    match incident.authority.answer(Circumstance::Entrusted) {
        Some(true) => "委託を受けて取り扱う個人データ（委託元：　　　　　　　）".to_owned(),
        Some(false) => "委託を受けたものではない".to_owned(),
        None => boxes(&["委託元・委託先なし", "委託元あり（　　　　）", "委託先あり（　　　　）"]),
    }
}
