//! The records of the register, as `register-format.md` describes them. `None` everywhere means *not recorded*.

use super::{
    date::{Date, Time},
    id::{DeviceId, FilingId, GroupId, IncidentId, MembershipId, PersonId, TakeOutId},
    subject::Subject,
    words::{
        Addressee, Assessment, Circumstance, ConsentBy, Control, ControlState, DecisionResult, DeviceKind,
        DeviceStatus, FilingKind, GroupKind, IncidentKind, OrderedBy, Ownership, ReportStage,
        RestrictionKind, ReviewDecision, Rights, Role,
    },
};

/// The office that the register is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Office {
    /// Its name.
    pub name: Option<String>,
    /// Its kind, for example 訪問看護ステーション.
    pub kind: Option<String>,
    /// The office manager (事業所の管理者), one of the staff.
    pub manager: Option<PersonId>,
    /// When the latest guidelines were last confirmed (第2条).
    pub guideline_confirmed_on: Option<Date>,
    /// How the office is reached, as it stands on papers that leave it.
    pub phone: Option<String>,
}

/// A paper filed with the secretariat (届出).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filing {
    /// Its id.
    pub id: FilingId,
    /// What was filed.
    pub kind: FilingKind,
    /// When it was submitted.
    pub submitted_on: Option<Date>,
    /// When the secretariat approved it.
    pub approved_on: Option<Date>,
    /// The form or the number under which it went.
    pub reference: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// A staff member of the office (職員).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Its id.
    pub id: PersonId,
    /// The name as the person writes it.
    pub name: Option<String>,
    /// The reading, by which people are ordered.
    pub kana: Option<String>,
    /// The profession.
    pub profession: Option<String>,
    /// The first day of work.
    pub joined_on: Option<Date>,
    /// The last day of work; may lie ahead.
    pub left_on: Option<Date>,
    /// The MCS account.
    pub mcs: McsAccount,
    /// The pledge of 第9条.
    pub pledge: Pledge,
    /// Trainings attended (第9条).
    pub trainings: Vec<Training>,
    /// Restrictions ordered (第14条).
    pub restrictions: Vec<Restriction>,
    /// How the person is reached.
    pub phone: Option<String>,
    /// A memo of the administrator.
    pub memo: Option<String>,
}

/// What is recorded of a person's MCS account. There is no field for a password: 第12条(1) forbids notes of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct McsAccount {
    /// The login.
    pub login: Option<String>,
    /// The role.
    pub role: Option<Role>,
    /// When the person was registered in MCS.
    pub registered_on: Option<Date>,
    /// When the person last changed the password, by their own word (第12条(3)).
    pub password_changed_on: Option<Date>,
    /// Since when a second factor is in use.
    pub two_factor_since: Option<Date>,
    /// Whether the profile is registered (留意事項(3)).
    pub profile: Option<bool>,
    /// Whether the ID is known to be shared (第12条(2)).
    pub shared: Option<bool>,
    /// スタッフ解除 by the administrator.
    pub released_on: Option<Date>,
    /// The account deleted, which only the person can do.
    pub deleted_on: Option<Date>,
}

/// The pledge on confidentiality (業務情報保持誓約書, 第9条).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pledge {
    /// When it was signed.
    pub signed_on: Option<Date>,
    /// Why a pledge that was already held suffices.
    pub exempt: Option<String>,
}

/// A training attended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Training {
    /// The day.
    pub on: Option<Date>,
    /// Its title.
    pub title: Option<String>,
}

/// A restriction on a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// Its kind.
    pub kind: RestrictionKind,
    /// Who ordered it.
    pub by: Option<OrderedBy>,
    /// When it was ordered.
    pub ordered_on: Option<Date>,
    /// When it was carried out.
    pub enforced_on: Option<Date>,
    /// When it was lifted.
    pub lifted_on: Option<Date>,
    /// Why.
    pub reason: Option<String>,
}

/// A person of another office, or of the secretariat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// Its id.
    pub id: PersonId,
    /// The name.
    pub name: Option<String>,
    /// The reading.
    pub kana: Option<String>,
    /// The profession.
    pub profession: Option<String>,
    /// The office they belong to.
    pub affiliation: Option<String>,
    /// Whether they belong to the secretariat.
    pub secretariat: Option<bool>,
    /// Whether they may sit in the disaster group (第15条(1)).
    pub disaster_eligible: Option<bool>,
    /// How they are reached.
    pub phone: Option<String>,
}

/// A device (機器).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Its kind.
    pub kind: Option<DeviceKind>,
    /// Its name.
    pub name: Option<String>,
    /// Whose it is.
    pub ownership: Option<Ownership>,
    /// Who holds it, one of the staff.
    pub holder: Option<PersonId>,
    /// When it was lent.
    pub lent_on: Option<Date>,
    /// When it came back.
    pub returned_on: Option<Date>,
    /// Where it stands.
    pub status: Option<DeviceStatus>,
    /// When its use as a personal device was approved (第13条(10)).
    pub byod_approved_on: Option<Date>,
    /// When it was last inspected.
    pub inspected_on: Option<Date>,
    /// When its start-up password was last changed (第13条(1)).
    pub boot_password_changed_on: Option<Date>,
    /// What is recorded of each control.
    pub controls: Controls,
    /// Whether what lies on it is encrypted: 個人情報保護法施行規則7条1号 asks for it when it is lost.
    pub encrypted: Option<bool>,
    /// Its line: the number, and whom to call to have it stopped (第13条(7)).
    pub line: Option<String>,
    /// A memo of the administrator.
    pub memo: Option<String>,
}

/// The states of a device's controls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Controls([Option<ControlState>; 9]);

impl Controls {
    /// What is recorded of a control.
    pub fn get(&self, control: Control) -> Option<ControlState> {
        self.0[control.place()]
    }

    /// Records a state, or that nothing is recorded.
    pub fn set(&mut self, control: Control, state: Option<ControlState>) {
        self.0[control.place()] = state;
    }

    /// The controls of which something is recorded, in the order of the rules.
    pub fn recorded(&self) -> impl Iterator<Item = (Control, ControlState)> + '_ {
        Control::ALL.iter().filter_map(|control| Some((*control, self.get(*control)?)))
    }
}

/// A take-out of information or a device (持ち出し, 第13条(9)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakeOut {
    /// Its id.
    pub id: TakeOutId,
    /// The device that goes.
    pub device: Option<DeviceId>,
    /// Who asks, one of the staff.
    pub requester: Option<PersonId>,
    /// When it was asked for.
    pub requested_on: Option<Date>,
    /// 持ち出す情報の内容
    pub content: Option<String>,
    /// 格納する媒体
    pub medium: Option<String>,
    /// 持ち出す目的
    pub purpose: Option<String>,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
    /// The decision.
    pub decision: Decision,
    /// When it went out.
    pub out_on: Option<Date>,
    /// When it came back.
    pub returned_on: Option<Date>,
    /// Whether the approval stands for every day of the period: a tablet that goes out and comes back daily.
    pub standing: Option<bool>,
    /// When it was looked over after it came back.
    pub checked_on: Option<Date>,
    /// Who looked it over, one of the staff.
    pub checked_by: Option<PersonId>,
}

/// The decision on a take-out; it needs a day and a result to count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decision {
    /// Approved or refused.
    pub result: Option<DecisionResult>,
    /// The day.
    pub on: Option<Date>,
    /// Who decided, one of the staff.
    pub by: Option<PersonId>,
    /// Who countersigned where somebody decided on their own request.
    pub countersigned_by: Option<PersonId>,
    /// A note.
    pub note: Option<String>,
}

/// A group of MCS with its memberships and reviews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The group itself.
    pub sheet: GroupSheet,
    /// Its memberships, in the order in which they were recorded.
    pub memberships: Vec<Membership>,
    /// Its reviews, in the order in which they were recorded.
    pub reviews: Vec<Review>,
}

/// What is recorded of a group apart from its memberships and reviews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupSheet {
    /// Its id.
    pub id: GroupId,
    /// Its kind, which decides the rules.
    pub kind: GroupKind,
    /// Its name.
    pub name: Option<String>,
    /// Its reading (ふりがな), by which the list of groups is ordered.
    pub kana: Option<String>,
    /// When it was opened.
    pub opened_on: Option<Date>,
    /// How many patients it is about (留意事項(1): one).
    pub patients: Option<u32>,
    /// The attending doctor (主治医), staff or partner (第16条(1)).
    pub attending_doctor: Option<PersonId>,
    /// The patient's consent (第10条).
    pub consent: Consent,
    /// When MCS stopped being used for a reason other than death.
    pub ended_on: Option<Date>,
    /// When the patient died.
    pub deceased_on: Option<Date>,
    /// Until when the group is kept after a death (第16条(3)).
    pub retain_until: Option<Date>,
    /// When it was moved to the archive (保管庫).
    pub archived_on: Option<Date>,
    /// When the secretariat permitted a free group (第17条(3)).
    pub permission_on: Option<Date>,
    /// When a free group's purpose was told to its members (第17条(6)).
    pub purpose_announced_on: Option<Date>,
    /// When patient data was found in a free group (第17条(1)).
    pub patient_data_found_on: Option<Date>,
    /// A memo of the administrator.
    pub memo: Option<String>,
}

/// The consent of the patient or the family (患者同意書, 第10条).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consent {
    /// When it was signed.
    pub signed_on: Option<Date>,
    /// Who signed.
    pub by: Option<ConsentBy>,
    /// Whether both sides hold a copy.
    pub both_copies: Option<bool>,
    /// When it was withdrawn.
    pub withdrawn_on: Option<Date>,
}

/// A person's membership in a group (参加).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// Who, staff or partner.
    pub person: PersonId,
    /// The rights.
    pub rights: Option<Rights>,
    /// Why this person needs access: the part in the patient's care.
    pub reason: Option<Box<str>>,
    /// When the person was invited.
    pub invited_on: Option<Date>,
    /// Who invited, staff or partner.
    pub invited_by: Option<PersonId>,
    /// When the invitation was approved (第8条).
    pub approved_on: Option<Date>,
    /// Who approved, one of the staff.
    pub approved_by: Option<PersonId>,
    /// When the person joined.
    pub joined_on: Option<Date>,
    /// 担当から外れた日
    pub off_duty_on: Option<Date>,
    /// A removal that was decided.
    pub removal: Removal,
    /// When the removal was done in MCS.
    pub released_on: Option<Date>,
    /// Who did it in MCS, staff or partner.
    pub released_by: Option<PersonId>,
}

/// A removal that was asked for (解除).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Removal {
    /// When.
    pub requested_on: Option<Date>,
    /// Why.
    pub reason: Option<Box<str>>,
}

/// A review of a group's members (精査, 留意事項(1)): in progress until it is signed, then closed.
///
/// The members that it is about are its decisions, one each from the start; one without a result is still open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    /// When it was begun: the day on which its list of members was frozen.
    pub begun_on: Option<Date>,
    /// When it was signed.
    pub signed_on: Option<Date>,
    /// Who reviewed, one of the staff.
    pub reviewer: Option<PersonId>,
    /// Who countersigned, one of the staff.
    pub countersigned_by: Option<PersonId>,
    /// How long it took, in whole minutes.
    pub minutes: Option<u32>,
    /// The decisions, one a membership.
    pub decisions: Vec<MembershipDecision>,
}

/// A review's decision on one membership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipDecision {
    /// Which membership of the group; `None` while nothing is recorded.
    pub membership: Option<MembershipId>,
    /// Keep, remove or ask; `None` while nothing is recorded.
    pub decision: Option<ReviewDecision>,
    /// Why.
    pub reason: Option<Box<str>>,
    /// Whom to ask and what came of it. Boxed: few decisions are questions, and there are many decisions.
    pub question: Option<Box<Question>>,
}

/// A question that a review left open (要確認).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// Whom to ask, staff or partner.
    pub whom: Option<PersonId>,
    /// When it was answered; open until then.
    pub answered_on: Option<Date>,
    /// The answer.
    pub answer: Option<Box<str>>,
}

/// An incident (インシデント), from a near miss to a lost device (第8条, 留意事項(3)).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Its number: `R8-001`.
    pub id: IncidentId,
    /// Its kind.
    pub kind: IncidentKind,
    /// When it happened.
    pub occurred_at: Option<Time>,
    /// When the office knew of it: the clocks start here.
    pub known_at: Option<Time>,
    /// Who reported it, one of the staff.
    pub reporter: Option<PersonId>,
    /// Whose ID or access it is about, one of the staff.
    pub person: Option<PersonId>,
    /// The device that it is about.
    pub device: Option<DeviceId>,
    /// The groups that it touches.
    pub groups: Vec<GroupId>,
    /// How many people's data it touches.
    pub affected_people: Option<u32>,
    /// Which data.
    pub affected_data: Option<String>,
    /// What happened.
    pub summary: Option<String>,
    /// What was done first, in the order in which it was recorded.
    pub first_response: Vec<Response>,
    /// The cause.
    pub cause: Option<String>,
    /// How it is prevented from happening again.
    pub prevention: Option<String>,
    /// Whether there was further harm, or may be (二次被害).
    pub secondary_damage: Option<String>,
    /// What was done for the people concerned (本人への対応).
    pub people_told: Option<String>,
    /// What was made public (公表).
    pub published: Option<String>,
    /// What else matters (その他参考となる事項).
    pub remarks: Option<String>,
    /// The reports that were written, in order: their place is the number behind the incident's (`R8-001-1`).
    pub reports: Vec<Report>,
    /// When it was reported to the secretariat.
    pub reported_on: Option<Date>,
    /// The law's report.
    pub authority: Authority,
    /// Measures with a due date.
    pub measures: Vec<Measure>,
    /// When it was closed.
    pub closed_on: Option<Date>,
}

/// A step of the first response.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    /// When.
    pub at: Option<Time>,
    /// What was done.
    pub text: Option<String>,
    /// Who did it, one of the staff.
    pub by: Option<PersonId>,
    /// What goes with it, such as the number under which the police took it in.
    pub note: Option<String>,
}

/// A report of an incident as it was written. Once it is sent, it stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whom it goes to.
    pub to: Addressee,
    /// Which report it is.
    pub stage: ReportStage,
    /// When it was written.
    pub written_at: Option<Time>,
    /// Who wrote it, one of the staff.
    pub written_by: Option<PersonId>,
    /// When it was sent; until then another one takes its place.
    pub sent_on: Option<Date>,
    /// What stands on it.
    pub paper: Option<PaperText>,
}

/// A paper as one line of JSON, in the one form that the register document writes. What stands in it is the papers' own
/// business; made by [`super::document::paper_text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperText(pub(super) Box<str>);

impl PaperText {
    /// The line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is recorded of the report to the authority (個人情報保護法26条).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Authority {
    /// Whether the office judged it reportable.
    pub assessment: Option<Assessment>,
    /// When that was decided.
    pub assessed_on: Option<Date>,
    /// Who decided it, one of the staff.
    pub assessed_by: Option<PersonId>,
    /// Why.
    pub assessment_reason: Option<String>,
    /// What was answered on the way there.
    pub answers: Answers,
    /// Whether a wrongful purpose is possible (60 days instead of 30).
    pub wrongful: Option<bool>,
    /// When the preliminary report (速報) was filed.
    pub preliminary_on: Option<Date>,
    /// When the final report (確報) was filed.
    pub final_on: Option<Date>,
}

impl Authority {
    /// What was answered about a circumstance.
    pub fn answer(&self, about: Circumstance) -> Option<bool> {
        match about {
            Circumstance::Wrongful => self.wrongful,
            _ => self.answers.get(about),
        }
    }

    /// Records an answer, or that there is none.
    pub fn set_answer(&mut self, about: Circumstance, answer: Option<bool>) {
        match about {
            Circumstance::Wrongful => self.wrongful = answer,
            _ => self.answers.set(about, answer),
        }
    }
}

/// Answers about the circumstances of an incident, but for [`Circumstance::Wrongful`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers([Option<bool>; Circumstance::ALL.len()]);

impl Answers {
    /// What was answered.
    pub fn get(&self, about: Circumstance) -> Option<bool> {
        self.0.get(about as usize).copied().flatten()
    }

    /// Records an answer, or that there is none.
    pub fn set(&mut self, about: Circumstance, answer: Option<bool>) {
        if let Some(slot) = self.0.get_mut(about as usize) {
            *slot = answer;
        }
    }

    /// The circumstances that were answered, in their order.
    pub fn recorded(&self) -> impl Iterator<Item = (Circumstance, bool)> + '_ {
        Circumstance::ALL.iter().filter_map(|about| Some((*about, self.get(*about)?)))
    }
}

/// A measure against recurrence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measure {
    /// What is to be done.
    pub text: Option<String>,
    /// Until when.
    pub due: Option<Date>,
    /// When it was done.
    pub done_on: Option<Date>,
}

/// An exception from a rule for one subject, until a day (例外承認). All five facts are required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The rule's name. The document layer checks that the rule is known and flags this kind of subject.
    pub rule: String,
    /// The subject.
    pub subject: Subject,
    /// Why.
    pub reason: String,
    /// Who approved it, one of the staff.
    pub approved_by: PersonId,
    /// The last day on which it holds.
    pub until: Date,
}

/// A text that says something: blanks are not recorded.
pub fn said(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
