//! One fact about one subject: what a key on a finding records. Facts about many subjects make one command.

use crate::register::{
    Lang,
    added::{AddedName, Adds, Names, Open},
    date::{Date, Time},
    id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
    in_memory::Register,
    kinds::{Key, Record, RecordKind},
    records::{Filing, Membership, PaperText},
    subject::Subject,
    words::{
        AnyAddressee, AnyControl, Assessment, ConsentBy, ConsideredResult, ControlState, DecisionResult,
        EnumWord, FilingKind, FixedWord, Host, OrderedBy, Ownership, ReportStage, RestrictionKind, Rights,
        Role,
    },
};

use super::{Asks, Refusal, write::Writing};

/// A row is `fact { fields } = word, changes record: how, asks what: what the history calls it in Japanese, in English`,
/// and what the fact itself says where that is more. A `review` and a `waiver` are places in their list, from 0; a
/// `number` counts from 1.
///
/// It changes its record by the day of what happens `once` (with other fields behind a `;`) or `again` and again, by
/// `set`ting or `clear`ing a field, or by the function of [`Writing`] of that name, with what stands in the brackets.
macro_rules! facts {
    ($(
        $(#[$doc:meta])*
        $variant:ident { $($field:ident : $type:ty),* } = $word:literal,
        changes $key:ident $(($($part:ident),+))?: $how:ident($($what:tt)*),
        asks $asks:ident: $ja:literal, $en:literal
        $(, says $($shown:ident),+: $says_ja:literal, $says_en:literal)?;
    )*) => {
        /// Something that happened on the day which the command names.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the fields are those of the record that changes")]
        pub enum Fact { $($(#[$doc])* $variant { $($field: $type),* }),* }

        impl Fact {
            /// The word of every fact, in the order in which they are described.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The stable word for the history.
            pub fn word(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $word),* }
            }

            /// What the history calls facts of a word; `None` where there are none.
            pub fn action(word: &str, lang: Lang) -> Option<&'static str> {
                Some(match (word, lang) {
                    $(($word, Lang::Ja) => $ja, ($word, Lang::En) => $en,)*
                    _ => return None,
                })
            }

            /// What it says, without its day; what a policy added as its policy calls it.
            pub fn say(&self, names: &dyn Names, lang: Lang) -> String {
                match self {
                    $($(Self::$variant { $($shown,)+ .. } => {
                        $(let $shown = $shown.told(names, lang);)+
                        match lang {
                            Lang::Ja => format!($says_ja),
                            Lang::En => format!($says_en),
                        }
                    })?)*
                    fact => Self::action(fact.word(), lang).unwrap_or_default().to_owned(),
                }
            }

            /// The word of every fact with what has to be said before it is recorded.
            pub const ASKS: &'static [(&'static str, Asks)] = &[$(($word, Asks::$asks)),*];

            /// What has to be said before it is recorded, whoever is at the keyboard.
            pub(super) fn asks_anybody(&self) -> Asks {
                match self { $(Self::$variant { .. } => Asks::$asks),* }
            }

            /// The record that the fact changes, and a fresh one where the fact makes it.
            pub(super) fn key(&self, register: &Register) -> Result<(Key, Option<Record>), Refusal> {
                match self {
                    $(Self::$variant { $($($part,)+)? .. } => changed!(register, $key $(($($part),+))?),)*
                }
            }

            /// Writes the fact into its record.
            #[expect(unused_variables, reason = "a fact names its own record too")]
            pub(super) fn write_into(self, record: &mut Record, fact: &Writing<'_>) -> Result<(), Refusal> {
                match self {
                    $(Self::$variant { $($field),* } => written!(fact, row!(record, $key), $how($($what)*)),)*
                }
            }
        }

        /// Gives every fact with its word and its fields to another macro.
        macro_rules! with_facts {
            ($then:ident) => { $then! { $($variant = $word { $($field),* })* } };
        }
    };
}

macro_rules! changed {
    ($register:ident, Of($subject:ident)) => {
        Ok(($register.key_of($subject).ok_or_else(|| Refusal::Gone($subject.clone()))?, None))
    };
    ($register:ident, NewFiling($kind:ident)) => {
        Ok(fresh_filing($register, *$kind))
    };
    ($register:ident, NewMember($group:ident, $id:ident, $person:ident)) => {
        fresh_member($register, $group, $id, $person)
    };
    ($register:ident, Person($id:ident)) => {
        Ok((if $register.staff().contains($id) { Key::Staff } else { Key::Partner }($id.clone()), None))
    };
    ($register:ident, Membership($id:ident)) => {{
        let subject = Subject::Membership($id.clone());
        Ok(($register.key_of(&subject).ok_or(Refusal::Gone(subject))?, None))
    }};
    ($register:ident, $key:ident $(($($part:ident),+))?) => {
        Ok((Key::$key $(($($part.clone()),+))?, None))
    };
}

/// The record that a fact changes, as what it is.
macro_rules! row {
    ($record:ident, NewFiling) => {
        row!($record, Filing)
    };
    ($record:ident, NewMember) => {
        row!($record, Membership)
    };
    ($record:ident, Person) => {
        $record
    };
    ($record:ident, Of) => {
        $record
    };
    ($record:ident, $kind:ident) => {
        match $record {
            Record::$kind(row) => row,
            _ => return Err(Refusal::NothingChanged),
        }
    };
}

macro_rules! written {
    ($fact:ident, $row:expr, once($($slot:ident).+ $(; $($($field:ident).+ = $value:expr),+)?)) => {{
        let row = $row;
        $fact.once(&mut row.$($slot).+)?;
        $($(row.$($field).+ = $value;)+)?
        Ok(())
    }};
    ($fact:ident, $row:expr, again($($slot:ident).+)) => {
        $fact.again(&mut $row.$($slot).+)
    };
    ($fact:ident, $row:expr, set($($slot:ident).+ = $value:expr)) => {
        $fact.set(&mut $row.$($slot).+, Some($value))
    };
    ($fact:ident, $row:expr, clear($($slot:ident).+)) => {
        $fact.set(&mut $row.$($slot).+, None)
    };
    ($fact:ident, $row:expr, $how:ident($($part:expr),*)) => {
        $fact.$how($row $(, $part)*)
    };
}

/// A part of a fact as it is told.
trait Told {
    fn told(&self, names: &dyn Names, lang: Lang) -> String;
}

impl<T: EnumWord> Told for T {
    fn told(&self, _names: &dyn Names, lang: Lang) -> String {
        self.say(lang).to_owned()
    }
}

impl<T: FixedWord> Told for Open<T> {
    fn told(&self, names: &dyn Names, lang: Lang) -> String {
        self.say(names, lang).into_owned()
    }
}

impl Told for AddedName {
    fn told(&self, names: &dyn Names, lang: Lang) -> String {
        names.added(self.as_str(), lang).unwrap_or(self.as_str()).to_owned()
    }
}

impl Told for bool {
    fn told(&self, _names: &dyn Names, lang: Lang) -> String {
        let (ja, en) = if *self { ("はい", "yes") } else { ("いいえ", "no") };
        match lang {
            Lang::Ja => ja.to_owned(),
            Lang::En => en.to_owned(),
        }
    }
}

impl Told for Date {
    fn told(&self, _names: &dyn Names, _lang: Lang) -> String {
        self.to_string()
    }
}

impl Told for u32 {
    fn told(&self, _names: &dyn Names, _lang: Lang) -> String {
        self.to_string()
    }
}

facts! {
    /// A paper went to the secretariat (第4条).
    FilingSubmitted { kind: FilingKind } = "filing-submitted",
        changes NewFiling(kind): once(submitted_on), asks Day: "届出の提出", "filing submitted",
        says kind: "{kind}の提出", "{kind} submitted";
    /// The secretariat approved or refused what was filed (第15条(3), 第17条(3)).
    FilingAnswered { filing: FilingId, result: DecisionResult } = "filing-answered",
        changes Filing(filing): filing_answered(result), asks Day: "届出への回答", "filing answered",
        says result: "届出の{result}", "filing {result}";
    /// The office decided on a control that the policy asks to consider (第13条(6)-(8)).
    ControlConsidered {
        control: AnyControl, result: ConsideredResult, by: Option<PersonId>, reason: Option<String>
    } = "control-considered",
        changes Office: control_considered(control, result, by, reason),
        asks DayAndSigner: "対策の検討", "control considered",
        says control, result: "{control}の{result}を決定", "{control}: {result} by the office";
    /// The latest guidelines were confirmed (第2条).
    GuidelineConfirmed {} = "guideline-confirmed",
        changes Office: again(guideline_confirmed_on),
        asks Nothing: "最新ガイドラインの確認", "latest guidelines confirmed";
    /// A person changed the MCS password (第12条(3)).
    PasswordChanged { staff: PersonId } = "password-changed",
        changes Staff(staff): again(mcs.password_changed_on), asks Nothing: "パスワードの変更", "password changed";
    /// An ID is no longer shared (第12条(2)).
    SharingEnded { staff: PersonId } = "sharing-ended",
        changes Staff(staff): set(mcs.shared = false), asks Nothing: "ID共有の解消", "ID no longer shared";
    /// A pledge was signed (第9条).
    PledgeSigned { staff: PersonId } = "pledge-signed",
        changes Staff(staff): once(pledge.signed_on), asks Day: "誓約書の提出", "pledge signed";
    /// A training was attended (第9条).
    TrainingAttended { staff: PersonId, title: Option<String> } = "training-attended",
        changes Staff(staff): training_attended(title), asks DayAndTitle: "教育の受講", "training attended";
    /// A person was registered in MCS (第8条).
    Registered { staff: PersonId } = "registered",
        changes Staff(staff): registered(), asks Nothing: "MCSへの登録", "registered in MCS";
    /// Whose ID somebody uses was found out (第8条): when it was registered may stay open.
    IdRecorded { staff: PersonId, login: Option<String> } = "id-recorded",
        changes Staff(staff): id_recorded(login), asks Login: "IDの記録", "ID recorded";
    /// A person's role in MCS changed (第7条).
    RoleChanged { staff: PersonId, role: Role } = "role-changed",
        changes Staff(staff): set(mcs.role = role), asks Nothing: "役割の変更", "role changed",
        says role: "役割を「{role}」に変更", "role: {role}";
    /// It is known which day of work is a person's last (第8条, 留意事項). It may lie ahead; the matters to settle follow
    /// from it, so that another last day needs nothing else.
    LeavingAnnounced { staff: PersonId, last_day: Date } = "leaving-announced",
        changes Staff(staff): set(left_on = last_day), asks Nothing: "退職の予定", "leaving announced",
        says last_day: "退職（最終勤務日 {last_day}）", "leaves, last day {last_day}";
    /// A restriction was ordered (第14条, 留意事項(2)).
    RestrictionOrdered {
        staff: PersonId, kind: RestrictionKind, by: OrderedBy, reason: Option<String>
    } = "restriction-ordered",
        changes Staff(staff): restriction_ordered(kind, by, reason), asks Day: "措置の指示", "restriction ordered",
        says kind: "{kind}の指示", "{kind} ordered";
    /// The profile is registered in MCS (留意事項(3)).
    ProfileRegistered { staff: PersonId } = "profile-registered",
        changes Staff(staff): set(mcs.profile = true), asks Nothing: "プロフィールの登録", "profile registered";
    /// スタッフ解除 was done in MCS (第8条).
    AccountReleased { staff: PersonId } = "account-released",
        changes Staff(staff): once(mcs.released_on), asks Nothing: "スタッフ解除", "account released in MCS";
    /// The person deleted the account.
    AccountDeleted { staff: PersonId } = "account-deleted",
        changes Staff(staff): once(mcs.deleted_on),
        asks Nothing: "本人によるアカウント削除", "account deleted by the person";
    /// The person was asked to delete the account: nobody else can (留意事項(3)).
    DeletionAsked { staff: PersonId } = "deletion-asked",
        changes Staff(staff): again(mcs.deletion_asked_on),
        asks Nothing: "アカウント削除の依頼", "asked to delete the account";
    /// That a person may sit in the disaster group was found out (第15条(1)).
    EligibilityRecorded { person: PersonId } = "eligibility-recorded",
        changes Person(person): eligibility_recorded(),
        asks Nothing: "災害グループの参加資格の確認", "may join the disaster group";
    /// A restriction was carried out in MCS (第14条). Every open order of the kind counts.
    RestrictionEnforced { staff: PersonId, kind: RestrictionKind } = "restriction-enforced",
        changes Staff(staff): restriction_enforced(kind), asks Nothing: "措置の実施", "restriction enforced",
        says kind: "{kind}の実施", "{kind} enforced";
    /// A device was lent to somebody (第8条).
    DeviceLent { device: DeviceId, staff: PersonId } = "device-lent",
        changes Device(device): device_lent(staff), asks Nothing: "機器の貸与", "device lent";
    /// A lent device came back (留意事項(3)).
    DeviceReturned { device: DeviceId } = "device-returned",
        changes Device(device): device_returned(), asks Nothing: "機器の返却", "device returned";
    /// A device is missing (留意事項(3)).
    DeviceMissing { device: DeviceId, stolen: bool } = "device-missing",
        changes Device(device): device_missing(stolen), asks Day: "機器の紛失・盗難", "device missing";
    /// A missing device was found again.
    DeviceFound { device: DeviceId } = "device-found",
        changes Device(device): device_found(), asks Nothing: "機器の発見", "device found";
    /// It was seen that nothing of MCS is left on a device (第13条(10), 留意事項(3)).
    DeviceErased { device: DeviceId } = "device-erased",
        changes Device(device): once(erased_on), asks Nothing: "情報の消去の確認", "seen to be cleared";
    /// A device was inspected (第8条).
    DeviceInspected { device: DeviceId } = "device-inspected",
        changes Device(device): again(inspected_on), asks Nothing: "機器の点検", "device inspected";
    /// A start-up password was changed (第13条(1)).
    BootPasswordChanged { device: DeviceId } = "boot-password-changed",
        changes Device(device): again(boot_password_changed_on),
        asks Nothing: "起動時パスワードの変更", "start-up password changed";
    /// The use of a personal device was approved (第13条(10)).
    ByodApproved { device: DeviceId } = "byod-approved",
        changes Device(device): once(byod_approved_on), asks Day: "個人所有の機器の承認", "personal device approved";
    /// Whose device it is was found out (第13条(10)).
    OwnershipRecorded { device: DeviceId, ownership: Ownership } = "ownership-recorded",
        changes Device(device): set(ownership = ownership), asks Nothing: "所有の記録", "owner recorded",
        says ownership: "所有は「{ownership}」", "owner: {ownership}";
    /// The state of a control was found out or decided (第13条).
    ControlRecorded { device: DeviceId, control: AnyControl, state: ControlState } = "control-recorded",
        changes Device(device): control_recorded(control, state), asks Nothing: "安全管理の記録", "control recorded",
        says control, state: "{control}は「{state}」", "{control}: {state}";
    /// A take-out was approved or refused (第13条(9)). A refusal needs its reason on paper.
    TakeOutDecided {
        take_out: TakeOutId, result: DecisionResult, by: Option<PersonId>, note: Option<String>
    } = "take-out-decided",
        changes TakeOut(take_out): take_out_decided(result, by, note),
        asks DayAndSigner: "持ち出しの承認・却下", "take-out decided",
        says result: "持ち出しの{result}", "take-out {result}";
    /// An approved take-out may last longer: a decision of its own (第13条(9)).
    TakeOutExtended { take_out: TakeOutId, until: Date, by: Option<PersonId> } = "take-out-extended",
        changes TakeOut(take_out): take_out_extended(until, by),
        asks Extension: "持ち出しの延長", "take-out extended",
        says until: "持ち出しを{until}まで延長", "take-out extended until {until}";
    /// A take-out left the office.
    TakeOutLeft { take_out: TakeOutId } = "take-out-left",
        changes TakeOut(take_out): once(out_on), asks Nothing: "持ち出しの開始", "take-out left";
    /// A take-out came back.
    TakeOutReturned { take_out: TakeOutId } = "take-out-returned",
        changes TakeOut(take_out): take_out_returned(), asks Nothing: "持ち出しの返却", "take-out returned";
    /// A take-out that came back was looked over (第13条(9)).
    TakeOutChecked { take_out: TakeOutId, by: Option<PersonId> } = "take-out-checked",
        changes TakeOut(take_out): take_out_checked(by), asks DayAndSigner: "返却後の確認", "take-out checked";
    /// Somebody else countersigned a decision on a take-out (第8条). One that names nobody is refused.
    TakeOutCountersigned { take_out: TakeOutId, by: Option<PersonId> } = "take-out-countersigned",
        changes TakeOut(take_out): take_out_countersigned(by),
        asks Signer: "持ち出しの決定の確認", "take-out countersigned";
    /// Somebody else countersigned a group's newest review (第8条). One that names nobody is refused.
    ReviewCountersigned { group: GroupId, review: u32, by: Option<PersonId> } = "review-countersigned",
        changes Review(group, review): review_countersigned(by), asks Signer: "精査の確認", "review countersigned";
    /// A question that a review left open was answered.
    QuestionAnswered {
        group: GroupId, review: u32, membership: MembershipId, answer: Option<String>
    } = "question-answered",
        changes Review(group, review): question_answered(&membership, answer),
        asks Day: "要確認への回答", "question answered";
    /// The patient or the family signed the consent (第10条).
    ConsentSigned { group: GroupId, by: Option<ConsentBy>, both_copies: Option<bool> } = "consent-signed",
        changes Group(group): consent_signed(by, both_copies),
        asks DayAndConsent: "同意書の受領", "consent signed";
    /// Both sides hold a copy of the consent (第10条).
    ConsentCopiesHeld { group: GroupId } = "consent-copies-held",
        changes Group(group): set(consent.both_copies = true),
        asks Yes: "同意書を双方が所持", "both sides hold the consent";
    /// A group is about one patient (留意事項(1)).
    OnePatientConfirmed { group: GroupId } = "one-patient-confirmed",
        changes Group(group): set(patients = 1), asks Nothing: "患者1名であることの確認", "one patient confirmed";
    /// Who is the hosting office of a group was found out (第5条).
    HostRecorded { group: GroupId, host: Host } = "host-recorded",
        changes Group(group): set(host = host), asks Nothing: "グループを管理する事業所の記録", "host recorded",
        says host: "グループを管理するのは「{host}」", "host: {host}";
    /// A group was moved to the archive (留意事項(2), 第16条(3)).
    GroupArchived { group: GroupId } = "group-archived",
        changes Group(group): once(archived_on), asks Nothing: "保管庫への移動", "group archived";
    /// A group was deleted in MCS (第6条, 第16条(3)).
    GroupDeleted { group: GroupId } = "group-deleted",
        changes Group(group): once(deleted_on), asks Nothing: "グループの削除", "group deleted";
    /// The secretariat permitted a free group (第17条(3)).
    PermissionReceived { group: GroupId } = "permission-received",
        changes Group(group): once(permission_on), asks Day: "事務局の許可", "permission received";
    /// A free group's purpose was told to its members (第17条(6)).
    PurposeAnnounced { group: GroupId } = "purpose-announced",
        changes Group(group): once(purpose_announced_on), asks Nothing: "趣旨の伝達", "purpose told";
    /// Patient data was taken out of a free group (第17条(1)); the finding's day stays in the audit trail.
    PatientDataRemoved { group: GroupId } = "patient-data-removed",
        changes Group(group): clear(patient_data_found_on), asks Nothing: "患者情報の削除", "patient data removed";
    /// A person was invited into a group (第8条): a membership of its own.
    Invited {
        group: GroupId, membership: MembershipId, person: PersonId, rights: Option<Rights>, by: Option<PersonId>,
        reason: Option<String>
    } = "invited",
        changes NewMember(group, membership, person):
            once(invited_on; rights = rights, invited_by = by, reason = reason.map(Box::from)),
        asks Nothing: "グループへの追加", "added to the group";
    /// An invitation was approved (第8条).
    InvitationApproved { membership: MembershipId, by: Option<PersonId> } = "invitation-approved",
        changes Membership(membership): once(approved_on; approved_by = by),
        asks DayAndSigner: "招待の承認", "invitation approved";
    /// An invited person joined.
    InvitationJoined { membership: MembershipId } = "invitation-joined",
        changes Membership(membership): once(joined_on), asks Nothing: "グループへの参加", "joined the group";
    /// The rights of a member were found out or given (第16条(1)).
    RightsRecorded { membership: MembershipId, rights: Rights } = "rights-recorded",
        changes Membership(membership): set(rights = rights), asks Nothing: "権限の記録", "rights recorded",
        says rights: "権限は「{rights}」", "rights: {rights}";
    /// A person is no longer in charge of the patient (留意事項(1)(3)).
    OffDuty { membership: MembershipId } = "off-duty",
        changes Membership(membership): once(off_duty_on), asks Nothing: "担当から外れたこと", "off duty";
    /// A removal was decided; it stays open until it is done in MCS.
    RemovalRequested { membership: MembershipId, reason: Option<String> } = "removal-requested",
        changes Membership(membership): once(removal.requested_on; removal.reason = reason.map(Box::from)),
        asks Nothing: "解除の決定", "removal decided";
    /// A removal was done in MCS (解除).
    RemovalDone { membership: MembershipId, by: Option<PersonId> } = "removal-done",
        changes Membership(membership): once(released_on; released_by = by),
        asks Nothing: "MCSでの解除", "removed in MCS";
    /// A report of an incident, or a letter to the patient or family of a group, was written. One to the same addressee that
    /// was not sent yet gives way to it.
    ReportWritten {
        incident: IncidentId, to: AnyAddressee, group: Option<GroupId>, stage: ReportStage, at: Option<Time>,
        by: Option<PersonId>, paper: Option<PaperText>
    } = "report-written",
        changes Incident(incident): report_written(to, group, stage, at, by, paper),
        asks Nothing: "報告書の作成", "report written";
    /// A report that was written was sent; from then on it stays as it is.
    ReportSent { incident: IncidentId, number: u32 } = "report-sent",
        changes Incident(incident): report_sent(number), asks Nothing: "報告書の送付", "report sent",
        says number: "報告書（{number}）の送付", "report {number} sent";
    /// An incident was reported to the secretariat (第8条). A report that was written by then was sent with it.
    IncidentReported { incident: IncidentId } = "incident-reported",
        changes Incident(incident): incident_reported(),
        asks Nothing: "事務局への報告", "reported to the secretariat";
    /// An incident was reported to somebody whom the policy adds.
    ReportedTo { incident: IncidentId, to: AddedName } = "reported-to",
        changes Incident(incident): reported_to(to), asks Nothing: "報告先への報告", "reported to an addressee",
        says to: "{to}への報告", "reported to: {to}";
    /// Whether the law asks for a report was assessed (個人情報保護法26条).
    IncidentAssessed {
        incident: IncidentId, assessment: Assessment, by: Option<PersonId>, reason: Option<String>
    } = "incident-assessed",
        changes Incident(incident): incident_assessed(assessment, by, reason),
        asks Day: "法の報告対象かの判断", "assessed under the law",
        says assessment: "法の{assessment}と判断", "assessed as {assessment}";
    /// The preliminary report was filed (速報).
    PreliminaryReportFiled { incident: IncidentId } = "preliminary-report-filed",
        changes Incident(incident): preliminary_report_filed(), asks Day: "速報の提出", "preliminary report filed";
    /// The final report was filed (確報).
    FinalReportFiled { incident: IncidentId } = "final-report-filed",
        changes Incident(incident): final_report_filed(), asks Day: "確報の提出", "final report filed";
    /// The persons whose data are concerned, or their family, were told (個人情報保護法26条2項).
    PersonsNotified { incident: IncidentId } = "persons-notified",
        changes Incident(incident): once(authority.persons_notified_on), asks Day: "本人への通知", "persons told";
    /// A measure was carried out.
    MeasureDone { incident: IncidentId, number: u32 } = "measure-done",
        changes Incident(incident): measure_done(number), asks Nothing: "対策の実施", "measure done",
        says number: "対策{number}の実施", "measure {number} done";
    /// An incident was closed.
    IncidentClosed { incident: IncidentId } = "incident-closed",
        changes Incident(incident): once(closed_on), asks Nothing: "インシデントの完了", "incident closed";
    /// What a duty of the policy's own asks was done, or its paper filed.
    DutyKept { subject: Subject, duty: AddedName } = "duty-kept",
        changes Of(subject): duty_kept(duty),
        asks Nothing: "ポリシー独自の義務の実施", "duty of the policy's own kept",
        says duty: "{duty}", "{duty}";
    /// Whether what a duty of the policy's own asks is so was found out.
    DutyAnswered { subject: Subject, duty: AddedName, kept: bool } = "duty-answered",
        changes Of(subject): duty_answered(duty, kept),
        asks Nothing: "ポリシー独自の義務の確認", "duty of the policy's own answered",
        says duty, kept: "{duty}は「{kept}」", "{duty}: {kept}";
    /// A waiver was ended: the day before is its last (第18条).
    WaiverEnded { waiver: u32 } = "waiver-ended",
        changes Waiver(waiver): waiver_ended(), asks Nothing: "例外承認の終了", "waiver ended";
}

pub(in crate::register) use with_facts;

impl Fact {
    /// The name that a policy has to declare for it, with its field.
    pub(in crate::register) fn added(&self) -> Option<(&'static str, Adds, AddedName)> {
        match self {
            Self::ControlConsidered { control, .. } | Self::ControlRecorded { control, .. } => {
                Some(("control", Adds::Control, control.added()?))
            }
            Self::DutyKept { duty, .. } | Self::DutyAnswered { duty, .. } => {
                Some(("duty", Adds::Duty, *duty))
            }
            Self::ReportedTo { to, .. } => Some(("to", Adds::Addressee, *to)),
            Self::ReportWritten { to, .. } => Some(("to", Adds::Addressee, to.added()?)),
            _ => None,
        }
    }
}

/// A membership that is not there yet, under a number that was never given.
fn fresh_member(
    register: &Register,
    group: &GroupId,
    id: &MembershipId,
    person: &PersonId,
) -> Result<(Key, Option<Record>), Refusal> {
    if register.id_is_taken(RecordKind::Membership, id.as_str()) {
        return Err(Refusal::IdTaken(id.to_string()));
    }
    if register.id_was_given(RecordKind::Membership, id.as_str()) {
        return Err(Refusal::IdWasGiven(id.to_string()));
    }
    let fresh = Record::Membership(Membership::new(id.clone(), person.clone()));
    Ok((Key::Membership(group.clone(), id.clone()), Some(fresh)))
}

/// The filing of this kind that waits to be submitted, or a new one with the next number.
fn fresh_filing(register: &Register, kind: FilingKind) -> (Key, Option<Record>) {
    let waiting =
        register.filings().iter().find(|filing| filing.kind == kind && filing.submitted_on.is_none());
    if let Some(filing) = waiting {
        return (Key::Filing(filing.id.clone()), None);
    }
    let next = register.next_counted(RecordKind::Filing).unwrap_or_default();
    let id = FilingId::trusted(&next);
    let filing = Record::Filing(Filing::new(id.clone(), kind));
    (Key::Filing(id), Some(filing))
}
