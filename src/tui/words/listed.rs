//! Words that a field offers and that nobody typed before: the usual professions, and who somebody is to a patient.

use crate::register::Lang;

words! { "A word that is offered to a field." ListedWord:
    Doctor: "医師", "doctor";
    Dentist: "歯科医師", "dentist";
    Nurse: "看護師", "nurse";
    AssistantNurse: "准看護師", "assistant nurse";
    HealthNurse: "保健師", "public health nurse";
    Pharmacist: "薬剤師", "pharmacist";
    Physiotherapist: "理学療法士", "physiotherapist";
    OccupationalTherapist: "作業療法士", "occupational therapist";
    SpeechTherapist: "言語聴覚士", "speech therapist";
    DentalHygienist: "歯科衛生士", "dental hygienist";
    Dietitian: "管理栄養士", "dietitian";
    CareManager: "介護支援専門員", "care manager";
    CareWorker: "介護福祉士", "care worker";
    HomeHelper: "訪問介護員", "home helper";
    HelperManager: "サービス提供責任者", "helpers' manager";
    SocialWorker: "社会福祉士", "social worker";
    MedicalSocialWorker: "医療ソーシャルワーカー", "medical social worker";
    PsychiatricSocialWorker: "精神保健福祉士", "psychiatric social worker";
    Counsellor: "相談員", "counsellor";
    AidsAdviser: "福祉用具専門相談員", "adviser on care aids";
    Clerk: "事務職員", "clerk";
    Patient: "本人", "the patient";
    Wife: "妻", "wife";
    Husband: "夫", "husband";
    EldestSon: "長男", "eldest son";
    EldestDaughter: "長女", "eldest daughter";
    SecondSon: "二男", "second son";
    SecondDaughter: "二女", "second daughter";
    SonsWife: "長男の妻", "son's wife";
    Father: "父", "father";
    Mother: "母", "mother";
    Sibling: "兄弟姉妹", "brother or sister";
    Grandchild: "孫", "grandchild";
    Nephew: "甥・姪", "nephew or niece";
    Guardian: "成年後見人", "guardian";
}

impl ListedWord {
    /// The usual professions of those who care for somebody at home.
    pub const PROFESSIONS: &'static [Self] = Self::ALL.split_at(Self::Patient as usize).0;
    /// Who somebody is to a patient.
    pub const RELATIONS: &'static [Self] = Self::ALL.split_at(Self::Patient as usize).1;
}
