//! The history in words: what was done, which field, which value.

use crate::register::{
    Fact, Lang, RecordKind, Register,
    id::{DeviceId, GroupId, PersonId},
    words::{
        Addressee, Assessment, Circumstance, ConsentBy, Control, ControlState, DecisionResult, DeviceKind,
        DeviceStatus, FilingKind, GroupKind, IncidentKind, OrderedBy, Ownership, ReportStage,
        RestrictionKind, ReviewDecision, Rights, Role,
    },
};

use super::{EnumWord, Word};

/// What an entry's action is called; a word of a later version stays as it is.
pub fn action_label(action: &str, lang: Lang) -> String {
    let (ja, en) = match action {
        "add" => ("追加", "added"),
        "edit" => ("編集", "edited"),
        "remove" => ("削除", "deleted"),
        "rename" => ("番号の訂正", "number corrected"),
        "facts" => ("まとめて記録", "facts recorded"),
        "undo" => ("元に戻す", "taken back"),
        "import" => ("読み込み（全件置き換え）", "register imported"),
        "vault-created" => ("台帳の作成", "register made"),
        "account-added" => ("アカウントの追加", "account added"),
        "account-removed" => ("アカウントの削除", "account removed"),
        "account-staff-renamed" => ("アカウントの職員番号の訂正", "account's staff number corrected"),
        "account-password" => ("アカウントのパスワード変更", "account's password changed"),
        "recovery-key-renewed" => ("復旧キーの再発行", "recovery key renewed"),
        "rekeyed" => ("データ鍵の更新", "data key renewed"),
        "clock-set-back" => ("時計が戻された", "clock set back"),
        "restored" => ("バックアップからの復元", "restored from a backup"),
        "restore-drill" => ("復元の訓練", "restore drill"),
        "history-accepted" => ("履歴の不一致を確認して継続", "history accepted as it is"),
        "review-begun" => ("精査の開始", "review begun"),
        "review-amended" => ("精査の訂正の開始", "amendment of a review begun"),
        "review-decided" => ("精査の判断", "review: decided"),
        "review-extended" => ("精査の途中で加わった人の追加", "review: newcomers added"),
        "review-interrupted" => ("精査の中断", "review interrupted"),
        "review-abandoned" => ("精査の取りやめ", "review given up"),
        "review-signed" => ("精査", "review signed"),
        other => return Fact::action(other, lang).unwrap_or(other).to_owned(),
    };
    match lang {
        Lang::Ja => ja.to_owned(),
        Lang::En => en.to_owned(),
    }
}

/// A pointer into a record: its names joined by dots, and the number (from 1) of the row that it goes through.
fn steps(path: &str) -> (String, Option<usize>) {
    let mut names: Vec<&str> = Vec::new();
    let mut row = None;
    for step in path.split('/').skip(1) {
        match step.parse::<usize>() {
            Ok(place) => row = Some(place + 1),
            Err(_) => names.push(step),
        }
    }
    (names.join("."), row)
}

/// What a field of a record is called, as the forms call it; one that is not known keeps its pointer.
pub fn field_label(kind: RecordKind, path: &str, lang: Lang) -> String {
    let (name, row) = steps(path);
    if let Some(control) = name.strip_prefix("controls.").and_then(Control::from_word) {
        return control.say(lang).to_owned();
    }
    if let Some(about) = name.strip_prefix("authority.answers.").and_then(Circumstance::from_word) {
        return about.say(lang).to_owned();
    }
    if kind == RecordKind::Review
        && let Some(part) = name.strip_prefix("decisions.")
    {
        return decision_label(part, row.unwrap_or(1), lang);
    }
    let number = row.map(|row| row.to_string()).unwrap_or_default();
    if let Some(word) = work_word(kind, &name) {
        return word.fill(lang, &[&number]);
    }
    field_word(kind, &name).map_or_else(|| path.to_owned(), |word| word.fill(lang, &[&number]))
}

fn decision_label(part: &str, row: usize, lang: Lang) -> String {
    let (ja, en) = match part {
        "membership" => ("参加", "membership"),
        "decision" => ("判断", "decision"),
        "question.whom" => ("確認する相手", "whom to ask"),
        "question.answered_on" => ("回答日", "answered"),
        "question.answer" => ("回答", "answer"),
        _ => ("理由", "reason"),
    };
    match lang {
        Lang::Ja => format!("精査{row} {ja}"),
        Lang::En => format!("Decision {row}: {en}"),
    }
}

words! { "What a field of the administrator's own work is called." ActionWord:
    BegunOn: "開始日", "Begun";
    Minutes: "所要時間（分）", "Minutes taken";
    Reason: "担当する理由", "Why in the group";
    ReleasedBy: "MCSで解除した人", "Removed in MCS by";
    Standing: "継続的な持ち出し", "Standing take-out";
    CheckedOn: "返却後の確認日", "Checked on";
    CheckedBy: "返却後に確認した人", "Checked by";
    ReportTo: "報告書{} 宛先", "Report {}: to";
    ReportStage: "報告書{} 区分", "Report {}: which";
    ReportWrittenAt: "報告書{} 作成日時", "Report {}: written";
    ReportWrittenBy: "報告書{} 作成者", "Report {}: by";
    ReportSentOn: "報告書{} 送付日", "Report {}: sent";
    ReportPaper: "報告書{} 内容", "Report {}: paper";
}

fn work_word(kind: RecordKind, name: &str) -> Option<ActionWord> {
    use RecordKind as K;
    Some(match (kind, name) {
        (K::Review, "begun_on") => ActionWord::BegunOn,
        (K::Review, "minutes") => ActionWord::Minutes,
        (K::Membership, "reason") => ActionWord::Reason,
        (K::Membership, "released_by") => ActionWord::ReleasedBy,
        (K::TakeOut, "standing") => ActionWord::Standing,
        (K::TakeOut, "checked_on") => ActionWord::CheckedOn,
        (K::TakeOut, "checked_by") => ActionWord::CheckedBy,
        (K::Incident, "reports.to") => ActionWord::ReportTo,
        (K::Incident, "reports.stage") => ActionWord::ReportStage,
        (K::Incident, "reports.written_at") => ActionWord::ReportWrittenAt,
        (K::Incident, "reports.written_by") => ActionWord::ReportWrittenBy,
        (K::Incident, "reports.sent_on") => ActionWord::ReportSentOn,
        (K::Incident, "reports.paper") => ActionWord::ReportPaper,
        _ => return None,
    })
}

fn field_word(kind: RecordKind, name: &str) -> Option<Word> {
    use RecordKind as K;
    Some(match (kind, name) {
        (K::Office, "name") => Word::FieldOfficeName,
        (K::Office, "kind") => Word::FieldOfficeKind,
        (_, "manager") => Word::FieldManager,
        (K::Office, "phone") => Word::FieldOfficePhone,
        (_, "phone") => Word::FieldPhone,
        (_, "encrypted") => Word::FieldEncrypted,
        (_, "line") => Word::FieldLine,
        (K::Incident, "person") => Word::FieldIncidentPerson,
        (_, "guideline_confirmed_on") => Word::FieldGuidelineOn,
        (K::Filing, "kind") => Word::FieldFilingKind,
        (K::Filing, "approved_on") => Word::FieldFilingApprovedOn,
        (_, "submitted_on") => Word::FieldSubmittedOn,
        (_, "reference") => Word::FieldReference,
        (_, "note") => Word::FieldNote,
        (_, "id") => Word::FieldId,
        (K::Staff | K::Partner, "name") => Word::FieldName,
        (_, "kana") => Word::FieldKana,
        (_, "profession") => Word::FieldProfession,
        (K::Staff, "joined_on") => Word::FieldJoinedOn,
        (_, "left_on") => Word::FieldLeftOn,
        (_, "mcs.login") => Word::FieldLogin,
        (_, "mcs.role") => Word::FieldRole,
        (_, "mcs.registered_on") => Word::FieldRegisteredOn,
        (_, "mcs.password_changed_on") => Word::FieldPasswordChangedOn,
        (_, "mcs.two_factor_since") => Word::FieldTwoFactor,
        (_, "mcs.profile") => Word::FieldProfile,
        (_, "mcs.shared") => Word::FieldShared,
        (_, "mcs.released_on") => Word::FieldReleasedOn,
        (_, "mcs.deleted_on") => Word::FieldDeletedOn,
        (_, "pledge.signed_on") => Word::FieldPledgeOn,
        (_, "pledge.exempt") => Word::FieldPledgeExempt,
        (_, "trainings.on") => Word::FieldTrainingOn,
        (_, "trainings.title") => Word::FieldTrainingTitle,
        (_, "restrictions.kind") => Word::FieldRestrictionKind,
        (_, "restrictions.by") => Word::FieldRestrictionBy,
        (_, "restrictions.ordered_on") => Word::FieldRestrictionOrdered,
        (_, "restrictions.enforced_on") => Word::FieldRestrictionEnforced,
        (_, "restrictions.lifted_on") => Word::FieldRestrictionLifted,
        (_, "restrictions.reason") => Word::FieldRestrictionReason,
        (_, "memo") => Word::FieldMemo,
        (_, "affiliation") => Word::FieldAffiliation,
        (_, "secretariat") => Word::FieldSecretariat,
        (_, "disaster_eligible") => Word::FieldDisasterEligible,
        (K::Device, "kind") => Word::FieldDeviceKind,
        (K::Device, "name") => Word::FieldDeviceName,
        (_, "ownership") => Word::FieldOwnership,
        (_, "holder") => Word::FieldHolder,
        (_, "lent_on") => Word::FieldLentOn,
        (_, "returned_on") => Word::FieldReturnedOn,
        (_, "status") => Word::FieldStatus,
        (_, "byod_approved_on") => Word::FieldByodOn,
        (_, "inspected_on") => Word::FieldInspectedOn,
        (_, "boot_password_changed_on") => Word::FieldBootPasswordOn,
        (_, "device") => Word::FieldDevice,
        (_, "requester") => Word::FieldRequester,
        (_, "requested_on") => Word::FieldRequestedOn,
        (_, "content") => Word::FieldContent,
        (_, "medium") => Word::FieldMedium,
        (_, "purpose") => Word::FieldPurpose,
        (_, "from") => Word::FieldFrom,
        (K::TakeOut, "until") => Word::FieldUntil,
        (_, "decision.result") => Word::FieldDecision,
        (_, "decision.on") => Word::FieldDecidedOn,
        (_, "decision.by") => Word::FieldDecidedBy,
        (_, "decision.note") => Word::FieldDecisionNote,
        (_, "decision.countersigned_by" | "countersigned_by") => Word::FieldCountersignedBy,
        (_, "out_on") => Word::FieldOutOn,
        (K::Group, "kind") => Word::FieldGroupKind,
        (K::Group, "name") => Word::FieldGroupName,
        (_, "opened_on") => Word::FieldOpenedOn,
        (_, "patients") => Word::FieldPatients,
        (_, "attending_doctor") => Word::FieldDoctor,
        (_, "consent.signed_on") => Word::FieldConsentOn,
        (_, "consent.by") => Word::FieldConsentBy,
        (_, "consent.both_copies") => Word::FieldConsentCopies,
        (_, "consent.withdrawn_on") => Word::FieldWithdrawnOn,
        (_, "ended_on") => Word::FieldEndedOn,
        (_, "deceased_on") => Word::FieldDeceasedOn,
        (_, "retain_until") => Word::FieldRetainUntil,
        (_, "archived_on") => Word::FieldArchivedOn,
        (_, "permission_on") => Word::FieldPermissionOn,
        (_, "purpose_announced_on") => Word::FieldPurposeOn,
        (_, "patient_data_found_on") => Word::FieldPatientDataOn,
        (_, "person") => Word::FieldPerson,
        (_, "rights") => Word::FieldRights,
        (_, "invited_on") => Word::FieldInvitedOn,
        (_, "invited_by") => Word::FieldInvitedBy,
        (K::Membership, "approved_on") => Word::FieldApprovedOn,
        (K::Membership, "approved_by") => Word::FieldApprovedBy,
        (K::Membership, "joined_on") => Word::FieldJoinedGroupOn,
        (_, "off_duty_on") => Word::FieldOffDutyOn,
        (_, "removal.requested_on") => Word::FieldRemovalOn,
        (_, "removal.reason") => Word::FieldRemovalReason,
        (_, "released_on") => Word::FieldRemovedOn,
        (K::Review, "signed_on") => Word::ColReviewed,
        (K::Review, "reviewer") => Word::FieldReviewer,
        _ => return incident_or_waiver(kind, name),
    })
}

fn incident_or_waiver(kind: RecordKind, name: &str) -> Option<Word> {
    use RecordKind as K;
    Some(match (kind, name) {
        (K::Incident, "kind") => Word::FieldIncidentKind,
        (_, "occurred_at") => Word::FieldOccurredAt,
        (_, "known_at") => Word::FieldKnownAt,
        (_, "reporter") => Word::FieldReporter,
        (_, "groups") => Word::FieldIncidentGroup,
        (_, "affected_people") => Word::FieldAffectedPeople,
        (_, "affected_data") => Word::FieldAffectedData,
        (_, "summary") => Word::FieldSummary,
        (_, "first_response.at") => Word::FieldResponseAt,
        (_, "first_response.text") => Word::FieldResponseText,
        (_, "first_response.by") => Word::FieldResponseBy,
        (_, "first_response.note") => Word::FieldResponseNote,
        (_, "cause") => Word::FieldCause,
        (_, "secondary_damage") => Word::FieldSecondaryDamage,
        (_, "people_told") => Word::FieldPeopleTold,
        (_, "published") => Word::FieldPublished,
        (_, "remarks") => Word::FieldRemarks,
        (_, "prevention") => Word::FieldPrevention,
        (_, "reported_on") => Word::FieldReportedOn,
        (_, "authority.assessment") => Word::FieldAssessment,
        (_, "authority.assessed_on") => Word::FieldAssessedOn,
        (_, "authority.assessed_by") => Word::FieldAssessedBy,
        (_, "authority.assessment_reason") => Word::FieldAssessmentReason,
        (_, "authority.wrongful") => Word::FieldWrongful,
        (_, "authority.preliminary_on") => Word::FieldPreliminaryOn,
        (_, "authority.final_on") => Word::FieldFinalOn,
        (_, "measures.text") => Word::FieldMeasureText,
        (_, "measures.due") => Word::FieldMeasureDue,
        (_, "measures.done_on") => Word::FieldMeasureDone,
        (_, "closed_on") => Word::FieldClosedOn,
        (K::Waiver, "rule") => Word::FieldWaiverRule,
        (K::Waiver, "subject") => Word::FieldWaiverSubject,
        (K::Waiver, "reason") => Word::FieldWaiverReason,
        (K::Waiver, "approved_by") => Word::FieldWaiverBy,
        (K::Waiver, "until") => Word::FieldWaiverUntil,
        _ => return None,
    })
}

/// What a value of a field says: a fixed word in the reader's language, and the name of whom an id means today.
pub fn value_label(kind: RecordKind, path: &str, value: &str, register: &Register, lang: Lang) -> String {
    use RecordKind as K;
    let (name, _) = steps(path);
    let said = match (kind, name.as_str()) {
        (K::Filing, "kind") => word(FilingKind::from_word(value), lang),
        (K::Device, "kind") => word(DeviceKind::from_word(value), lang),
        (K::Group, "kind") => word(GroupKind::from_word(value), lang),
        (K::Incident, "kind") => word(IncidentKind::from_word(value), lang),
        (_, "mcs.role") => word(Role::from_word(value), lang),
        (_, "restrictions.kind") => word(RestrictionKind::from_word(value), lang),
        (_, "restrictions.by") => word(OrderedBy::from_word(value), lang),
        (_, "ownership") => word(Ownership::from_word(value), lang),
        (K::Device, "status") => word(DeviceStatus::from_word(value), lang),
        (_, "decision.result") => word(DecisionResult::from_word(value), lang),
        (_, "consent.by") => word(ConsentBy::from_word(value), lang),
        (_, "rights") => word(Rights::from_word(value), lang),
        (K::Review, "decisions.decision") => word(ReviewDecision::from_word(value), lang),
        (_, "authority.assessment") => word(Assessment::from_word(value), lang),
        (_, "reports.to") => word(Addressee::from_word(value), lang),
        (_, "reports.stage") => word(ReportStage::from_word(value), lang),
        (_, name) if name.starts_with("controls.") => word(ControlState::from_word(value), lang),
        (
            _,
            "mcs.profile"
            | "mcs.shared"
            | "secretariat"
            | "disaster_eligible"
            | "consent.both_copies"
            | "authority.wrongful"
            | "encrypted"
            | "standing",
        ) => Some(yes_or_no(value, lang)),
        (_, name) if name.starts_with("authority.answers.") => Some(yes_or_no(value, lang)),
        (
            _,
            "manager"
            | "holder"
            | "requester"
            | "decision.by"
            | "decision.countersigned_by"
            | "countersigned_by"
            | "attending_doctor"
            | "person"
            | "invited_by"
            | "approved_by"
            | "reviewer"
            | "reporter"
            | "first_response.by"
            | "released_by"
            | "checked_by"
            | "authority.assessed_by"
            | "reports.written_by"
            | "decisions.question.whom",
        ) => PersonId::held(value).ok().and_then(|id| named(value, register.person(&id)?.name())),
        (K::TakeOut | K::Incident, "device") => DeviceId::held(value)
            .ok()
            .and_then(|id| named(value, register.devices().get(&id)?.name.as_deref())),
        (K::Incident, "groups") => {
            GroupId::held(value).ok().and_then(|id| named(value, register.group(&id)?.sheet.name.as_deref()))
        }
        _ => None,
    };
    said.unwrap_or_else(|| value.to_owned())
}

fn yes_or_no(value: &str, lang: Lang) -> String {
    if value == "true" { Word::Yes } else { Word::No }.say(lang).to_owned()
}

fn word<T: EnumWord>(found: Option<T>, lang: Lang) -> Option<String> {
    found.map(|word| word.say(lang).to_owned())
}

fn named(id: &str, name: Option<&str>) -> Option<String> {
    name.map(|name| format!("{id} {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Key, RecordKind, difference, document};

    #[test]
    fn every_action_has_words() {
        for action in Fact::WORDS.iter().copied().chain([
            "add",
            "edit",
            "remove",
            "rename",
            "account-staff-renamed",
            "facts",
            "undo",
            "import",
            "vault-created",
            "account-added",
            "account-removed",
            "account-password",
            "recovery-key-renewed",
            "rekeyed",
            "clock-set-back",
            "restored",
            "restore-drill",
            "history-accepted",
            "review-begun",
            "review-amended",
            "review-decided",
            "review-extended",
            "review-interrupted",
            "review-signed",
            "review-abandoned",
        ]) {
            assert_ne!(action_label(action, Lang::Ja), action);
        }
        assert_eq!(action_label("later", Lang::Ja), "later");
    }

    #[test]
    fn every_field_has_words() {
        let everything = include_bytes!("../../../tests/store/everything.json");
        let kinds = &[RecordKind::Staff, RecordKind::Office, RecordKind::Membership];
        let register = document::decode(everything, &|_| Some(kinds)).unwrap();
        let group = register.groups().iter().find(|group| !group.reviews.is_empty()).unwrap();
        let mut keys = vec![Key::Office, Key::Waiver(0), Key::Review(group.sheet.id.clone(), 0)];
        keys.extend(register.filings().iter().map(|row| Key::Filing(row.id.clone())));
        keys.extend(register.staff().iter().map(|row| Key::Staff(row.id.clone())));
        keys.extend(register.partners().iter().map(|row| Key::Partner(row.id.clone())));
        keys.extend(register.devices().iter().map(|row| Key::Device(row.id.clone())));
        keys.extend(register.take_outs().iter().map(|row| Key::TakeOut(row.id.clone())));
        keys.extend(register.incidents().iter().map(|row| Key::Incident(row.id.clone())));
        keys.extend(register.groups().iter().map(|row| Key::Group(row.sheet.id.clone())));
        keys.extend(
            group.memberships.iter().map(|row| Key::Membership(group.sheet.id.clone(), row.id.clone())),
        );
        for key in keys {
            let (_, record) = register.record(&key).unwrap();
            let kind = record.kind();
            for field in difference(None, Some(&record)) {
                let label = field_label(kind, &field.path, Lang::Ja);
                assert!(!label.contains('/') && !label.contains("{}"), "{kind:?} {}: {label}", field.path);
                let value = field.after.unwrap();
                let said = value_label(kind, &field.path, &value, &register, Lang::Ja);
                let raw = ["true", "false", "approved", "patient", "staff", "met", "member", "keep"];
                assert!(!raw.contains(&said.as_str()), "{kind:?} {}: {said}", field.path);
            }
        }
    }
}
