//! Every field of every record, one row each. What is derived from the table: the records themselves (`records`), reading
//! and writing the register document (`document::shape`), walking over what is recorded and what a field is called
//! (`slots`), and the columns of the vault (`store::rows`).
//!
//! A record's fields stand in the order in which the document writes them. A row says what the type does not:
//!
//! - `[needed]`: the record is none without it;
//! - `as` what a text says of people ([`Privacy`](super::slots::Privacy)), whom an id means
//!   ([`Means`](super::slots::Means)) or when a day or a minute may lie ([`Timing`](super::timing::Timing)): a text, an id or
//!   a day without it does not compile;
//! - `=` what people call it, in Japanese and English; `{}` is the number of the row of a list that it stands in;
//! - `in` its column, where that is not its path with `_` between the parts.
//!
//! `None` everywhere means *not recorded*.

/// Hands the table to a macro.
macro_rules! records {
    ($table:ident) => {
        $table! {
            /// The office that the register is about.
            #[derive(Default)]
            Office {
                name: Option<String> as Open = "事業所名", "Office name";
                /// For example 訪問看護ステーション.
                kind: Option<String> as Open = "事業所の種別", "Kind of office";
                manager: Option<PersonId> as Staff = "事業所の管理者", "Office manager";
                /// When the latest guidelines were last confirmed (第2条).
                guideline_confirmed_on: Option<Date> as Deed = "ガイドライン確認日", "Guidelines confirmed";
                /// From when this register is kept. What was before is not asked for.
                kept_since: Option<Date> as Deed = "台帳の記録開始日", "Register kept since";
                /// 連携元事業所 (第5条) of a patient's group that does not say.
                default_host: Option<Host> = "患者グループの{host}", "{host} of patient groups";
                /// What the office decided on the controls that the policy asks to consider.
                considered: Vec<Considered>;
                /// As it stands on papers that leave the office.
                phone: Option<String> as Open = "連絡先（電話・FAX）", "Phone and fax";
                address: Option<String> as Open = "所在地", "Address";
                corporation: Option<String> as Open = "法人名", "Corporation";
                representative: Option<String> as Name = "代表者名", "Representative";
                /// What a policy's own duties of the office ask.
                added: AddedFacts as Duty;
            }

            /// What the office decided on a control that the policy asks to consider (第13条(6)-(8)).
            Considered {
                control [needed]: AnyControl = "検討{} 対策", "Considered {}: control";
                result [needed]: ConsideredResult = "検討{} 結果", "Considered {}: result";
                on [needed]: Date as Deed = "検討{} 決定日", "Considered {}: decided" in "decided_on";
                reason: Option<String> as Free = "検討{} 理由", "Considered {}: reason";
                decided_by: Option<PersonId> as Staff = "検討{} 決定者", "Considered {}: decided by";
            }

            /// By which policy the register is judged (運用ポリシー). Where nothing is recorded, by the one that is built in.
            #[derive(Default)]
            PolicySheet {
                id: Option<String> as Open = "運用ポリシー", "Policy";
                version: Option<String> as Open = "ポリシーの版", "Edition";
                /// From when the association's policy is in force.
                in_force_on: Option<Date> as Either = "ポリシーの施行日", "In force since";
                /// Over which policy it is laid, or which it is.
                base: Option<String> as Open = "土台のポリシー", "Base";
                /// A newer edition that comes with the program judges only once somebody takes it.
                base_version: Option<String> as Open = "土台の版", "Edition of the base";
                /// The policy's file, where it is not the base itself.
                layer: Option<String> as Open = "ポリシーのファイル", "Policy file";
                since: Option<Date> as Deed = "この台帳で使い始めた日", "Used here since";
                /// What the office set itself (第18条).
                settings: PolicySettings;
                /// What the policy has beyond the fixed words.
                controls: Vec<String> as Open = "加えた対策{}", "Added control {}";
                incident_kinds: Vec<String> as Open = "加えたインシデントの種別{}", "Added kind of incident {}";
                duties: Vec<String> as Open = "加えた義務{}", "Added duty {}";
                addressees: Vec<String> as Open = "加えた報告先{}", "Added addressee {}";
            }

            /// A paper filed with the secretariat (届出).
            Filing {
                id [needed]: FilingId as Own = "番号", "No.";
                kind [needed]: FilingKind = "種類", "Kind";
                submitted_on: Option<Date> as Deed = "提出日", "Submitted";
                approved_on: Option<Date> as Deed = "承認日", "Approved";
                refused_on: Option<Date> as Deed = "不許可の日", "Refused";
                /// Which free group it asks for.
                group: Option<GroupId> as Other = "対象のグループ", "Group" in "group_no";
                reference: Option<String> as Free = "様式・受付番号", "Form or number";
                note: Option<String> as Free = "備考", "Note";
            }

            /// A staff member of the office (職員).
            Staff {
                id [needed]: PersonId as Own = "番号", "No.";
                name: Option<String> as Name = "氏名", "Name";
                /// People are ordered by it.
                kana: Option<String> as Reading = "フリガナ", "Reading";
                profession: Option<String> as Free = "職種", "Profession";
                joined_on: Option<Date> as Either = "入職日", "First day";
                /// May lie ahead.
                left_on: Option<Date> as Either = "退職日（最終勤務日）", "Last day of work";
                /// The MCS account.
                mcs: McsAccount;
                /// The pledge of 第9条.
                pledge: Pledge;
                /// Trainings attended (第9条).
                trainings: Vec<Training>;
                /// Restrictions ordered (第14条).
                restrictions: Vec<Restriction>;
                /// 第15条(1): of the association.
                disaster_eligible: Option<bool> = "災害グループの参加資格", "May join the disaster group";
                phone: Option<String> as Reach = "電話番号", "Phone";
                memo: Option<String> as Free = "備考", "Memo";
                /// What a policy's own duties of staff ask.
                added: AddedFacts as Duty;
            }

            /// What is recorded of a person's MCS account. There is no field for a password: 第12条(1) forbids notes of
            /// it.
            #[derive(Default)]
            McsAccount {
                login: Option<String> as Login = "MCSのID（メール）", "MCS login";
                role: Option<Role> = "MCSでの役割", "MCS role";
                registered_on: Option<Date> as Either = "MCS登録日", "Registered in MCS";
                /// By the person's own word (第12条(3)).
                password_changed_on: Option<Date> as Deed = "パスワード変更日", "Password changed";
                /// By the person's own word: 13 characters or more.
                long_password_since: Option<Date> as Deed = "13文字以上にした日", "13 characters or more since";
                two_factor_since: Option<Date> as Deed = "2要素認証の開始日", "Two-factor since";
                /// 留意事項(3)
                profile: Option<bool> = "プロフィール登録", "Profile registered";
                /// 第12条(2)
                shared: Option<bool> = "IDの共有", "ID is shared";
                /// By the administrator.
                released_on: Option<Date> as Deed = "スタッフ解除日", "Released in MCS";
                /// Only the person can do it.
                deleted_on: Option<Date> as Deed = "アカウント削除日（本人）", "Account deleted (by the person)";
                /// When the office asked the person to do so.
                deletion_asked_on: Option<Date> as Deed = "削除の依頼日（本人へ）", "Asked to delete the account";
            }

            /// The pledge on confidentiality (業務情報保持誓約書, 第9条).
            #[derive(Default)]
            Pledge {
                signed_on: Option<Date> as Deed = "誓約書の提出日", "Pledge signed";
                /// Why a pledge that was already held suffices.
                exempt: Option<String> as Free = "誓約書を省略する理由", "Why no pledge is needed";
            }

            /// A training attended.
            #[derive(Default)]
            Training {
                on: Option<Date> as Announced = "教育{} 受講日", "Training {}: day" in "held_on";
                title: Option<String> as Free = "教育{} 題名", "Training {}: title";
            }

            /// A restriction on a user.
            Restriction {
                kind [needed]: RestrictionKind = "措置{} 種類", "Restriction {}: kind";
                by: Option<OrderedBy> = "措置{} 命じた者", "Restriction {}: by" in "ordered_by";
                ordered_on: Option<Date> as Deed = "措置{} 命令日", "Restriction {}: ordered";
                enforced_on: Option<Date> as Deed = "措置{} 実施日", "Restriction {}: enforced";
                lifted_on: Option<Date> as Deed = "措置{} 解除日", "Restriction {}: lifted";
                reason: Option<String> as Free = "措置{} 理由", "Restriction {}: reason";
            }

            /// A person of another office, or of the secretariat.
            Partner {
                id [needed]: PersonId as Own = "番号", "No.";
                name: Option<String> as Name = "氏名", "Name";
                kana: Option<String> as Reading = "フリガナ", "Reading";
                profession: Option<String> as Free = "職種", "Profession";
                affiliation: Option<String> as Free = "所属", "Office";
                secretariat: Option<bool> = "事務局の人", "Of the secretariat";
                /// 第15条(1)
                disaster_eligible: Option<bool> = "災害グループの参加資格", "May join the disaster group";
                phone: Option<String> as Reach = "電話番号", "Phone";
            }

            /// A device (機器).
            Device {
                id [needed]: DeviceId as Own = "番号", "No.";
                kind: Option<DeviceKind> = "種別", "Kind";
                name: Option<String> as Free = "名称", "Name";
                ownership: Option<Ownership> = "所有", "Owner";
                holder: Option<PersonId> as Staff = "使用者", "Holder";
                lent_on: Option<Date> as Deed = "貸与日", "Lent";
                returned_on: Option<Date> as Deed = "返却日", "Returned";
                status: Option<DeviceStatus> = "状態", "Status";
                missing_since: Option<Date> as Deed = "紛失・盗難の日", "Missing since";
                /// 第13条(10)
                byod_approved_on: Option<Date> as Deed = "個人所有の機器の承認日", "Personal device approved";
                /// When it was seen that nothing of MCS is left on it.
                erased_on: Option<Date> as Deed = "情報の消去を確かめた日", "Seen to be cleared";
                inspected_on: Option<Date> as Deed = "点検日", "Inspected";
                /// 第13条(1)
                boot_password_changed_on: Option<Date> as Deed = "起動時パスワード変更日", "Start-up password changed";
                /// What is recorded of each control.
                controls: Controls;
                /// 個人情報保護法施行規則7条1号 asks for it when the device is lost.
                encrypted: Option<bool> = "保存領域の暗号化", "Storage is encrypted";
                /// The number, and whom to call to have it stopped (第13条(7)).
                line: Option<String> as Reach = "回線（番号と停止の連絡先）", "Line (number, who can stop it)";
                model: Option<String> as Free = "型番", "Model";
                serial: Option<String> as Free = "製造番号", "Serial number";
                os: Option<String> as Free = "OS", "Operating system";
                acquired_on: Option<Date> as Deed = "取得日", "Acquired";
                disposed_on: Option<Date> as Deed = "廃棄日", "Disposed of";
                memo: Option<String> as Free = "備考", "Memo";
                /// What a policy's own duties of devices ask.
                added: AddedFacts as Duty;
            }

            /// A take-out of information or a device (持ち出し, 第13条(9)).
            TakeOut {
                id [needed]: TakeOutId as Own = "番号", "No.";
                device: Option<DeviceId> as Other = "機器", "Device";
                requester: Option<PersonId> as Staff = "申請者", "Requester";
                requested_on: Option<Date> as Deed = "申請日", "Requested";
                content: Option<String> as Free = "持ち出す情報の内容", "Content";
                medium: Option<String> as Free = "格納する媒体", "Medium";
                purpose: Option<String> as Free = "持ち出す目的", "Purpose";
                from: Option<Date> as Either = "いつから", "From" in "from_on";
                until: Option<Date> as End = "いつまで", "Until" in "until_on";
                destination: Option<String> as Free = "持ち出し先", "Destination";
                records: Option<u32> = "件数", "Number of records";
                protection: Option<String> as Free = "保護の方法", "Protection";
                /// Whether it may go.
                decision: Decision;
                out_on: Option<Date> as Deed = "持ち出した日", "Went out";
                returned_on: Option<Date> as Deed = "返却日", "Returned";
                /// Whether the approval stands for every day of the period: a tablet that goes out and comes back daily.
                standing: Option<bool> = "日常使用の承認（期間中は毎日可）", "Approved for daily use";
                checked_on: Option<Date> as Deed = "返却後の確認日", "Checked after return";
                checked_by: Option<PersonId> as Staff = "確認した人", "Checked by";
                erasure_checked_on: Option<Date> as Deed = "情報の消去を確かめた日", "Erasure checked";
            }

            /// The decision on a take-out; it needs a day and a result to count.
            #[derive(Default)]
            Decision {
                result: Option<DecisionResult> = "承認・却下", "Decision" in "decision";
                on: Option<Date> as Deed = "決定日", "Decided" in "decided_on";
                by: Option<PersonId> as Staff = "決定者", "Decided by" in "decided_by";
                /// Where somebody decided on their own request.
                countersigned_by: Option<PersonId> as Staff = "確認者（本人以外）", "Countersigned by" in "countersigned_by";
                note: Option<String> as Free = "条件・却下理由", "Conditions or reason";
            }

            /// What is recorded of a group apart from its memberships and reviews.
            GroupSheet {
                id [needed]: GroupId as Own = "番号", "No.";
                /// Decides the rules.
                kind [needed]: GroupKind = "種類", "Kind";
                name: Option<String> as Name = "グループ名", "Name";
                /// The list of groups is ordered by it.
                kana: Option<String> as Reading = "フリガナ", "Reading";
                opened_on: Option<Date> as Either = "開始日", "Opened";
                /// 連携元事業所 (第5条)
                host: Option<Host> = "{host}", "{host}";
                host_name: Option<String> as Free = "{host}の名称", "Name of the {host}";
                /// 留意事項(1): one.
                patients: Option<u32> = "患者の人数", "Patients";
                /// 第16条(1)
                attending_doctor: Option<PersonId> as Person = "主治医", "Attending doctor";
                /// The patient's consent (第10条).
                consent: Consent;
                /// When MCS stopped being used for a reason other than death.
                ended_on: Option<Date> as Deed = "利用終了日（死亡以外）", "Use ended (not by death)";
                deceased_on: Option<Date> as Deed = "逝去日", "Deceased";
                /// Until when the group is kept after a death (第16条(3)).
                retain_until: Option<Date> as Plan = "保管する期限", "Keep until";
                archived_on: Option<Date> as Deed = "保管庫へ移した日", "Archived";
                deleted_on: Option<Date> as Deed = "グループを削除した日", "Deleted";
                /// 第17条: a free group made as one of the network's own.
                association: Option<bool> = "ネットワークの自由グループ", "Made as one of the network's";
                /// 第17条(3)
                permission_on: Option<Date> as Deed = "事務局の許可日（自由）", "Permitted (free group)";
                /// 第17条(6)
                purpose_announced_on: Option<Date> as Deed = "趣旨を伝えた日（自由）", "Purpose told (free group)";
                /// 第17条(1)
                patient_data_found_on: Option<Date> as Deed =
                    "患者情報を見つけた日（自由）", "Patient data found (free group)";
                memo: Option<String> as Free = "備考", "Memo";
                /// What a policy's own duties of groups ask.
                added: AddedFacts as Duty;
            }

            /// The consent of the patient or the family (患者同意書, 第10条).
            #[derive(Default)]
            Consent {
                signed_on: Option<Date> as Deed = "同意書の日付", "Consent signed";
                by: Option<ConsentBy> = "同意した人", "Consent by";
                relation: Option<String> as Free = "続柄", "Relation";
                explained_by: Option<PersonId> as Staff = "説明した人", "Explained by";
                both_copies: Option<bool> = "同意書を双方が所持", "Both sides hold a copy";
                kept_at: Option<String> as Free = "同意書の保管場所", "Where it is kept";
                withdrawn_on: Option<Date> as Deed = "同意の撤回日", "Consent withdrawn";
            }

            /// A person's membership in a group (参加).
            Membership {
                id [needed]: MembershipId as Own = "番号", "No.";
                person [needed]: PersonId as Person = "参加者", "Person";
                rights: Option<Rights> = "権限", "Rights";
                invited_on: Option<Date> as Deed = "招待日", "Invited";
                invited_by: Option<PersonId> as Person = "招待した人", "Invited by";
                /// 第8条
                approved_on: Option<Date> as Deed = "招待の承認日", "Approved";
                approved_by: Option<PersonId> as Staff = "承認した人", "Approved by";
                joined_on: Option<Date> as Deed = "参加日", "Joined";
                off_duty_on: Option<Date> as Deed = "担当から外れた日", "Off duty since";
                /// A removal that was decided.
                removal: Removal;
                released_on: Option<Date> as Deed = "MCSで解除した日", "Removed in MCS";
                released_by: Option<PersonId> as Person = "MCSで解除した人", "Removed by";
                /// The part in the patient's care.
                reason: Option<Box<str>> as Free = "参加の理由（担当）", "Why a member";
            }

            /// A removal that was asked for (解除).
            #[derive(Default)]
            Removal {
                requested_on: Option<Date> as Deed = "解除を決めた日", "Removal decided";
                reason: Option<Box<str>> as Free = "解除の理由", "Why";
            }

            /// A review of a group's members (精査, 留意事項(1)): in progress until it is signed, then closed.
            ///
            /// The members that it is about are its decisions, one each from the start; one without a result is still
            /// open.
            #[derive(Default)]
            Review {
                /// The day on which its list of members was frozen.
                begun_on: Option<Date> as Deed = "開始日", "Begun";
                signed_on: Option<Date> as Announced = "精査日", "Reviewed";
                reviewer: Option<PersonId> as Staff = "精査した人", "Reviewer";
                countersigned_by: Option<PersonId> as Staff = "確認者（本人以外）", "Countersigned by";
                minutes: Option<u32> = "所要時間（分）", "Minutes taken";
                /// One a membership.
                decisions: Vec<MembershipDecision>;
            }

            /// A review's decision on one membership.
            #[derive(Default)]
            MembershipDecision {
                membership: Option<MembershipId> as Other = "精査{} 参加", "Decision {}: membership";
                decision: Option<ReviewDecision> = "精査{} 判断", "Decision {}: decision";
                reason: Option<Box<str>> as Free = "精査{} 理由", "Decision {}: reason";
                /// Whom to ask and what came of it. Boxed: few decisions are questions, and there are many decisions.
                question: Option<Box<Question>>;
            }

            /// A question that a review left open (要確認), until it is answered.
            #[derive(Default)]
            Question {
                whom: Option<PersonId> as Person = "精査{} 確認する相手", "Decision {}: whom to ask" in "question_whom";
                answered_on: Option<Date> as Deed = "精査{} 回答日", "Decision {}: answered" in "answered_on";
                answer: Option<Box<str>> as Free = "精査{} 回答", "Decision {}: answer" in "answer";
            }

            /// An incident (インシデント), from a near miss to a lost device (第8条, 留意事項(3)).
            Incident {
                /// `R8-001`
                id [needed]: IncidentId as Own = "番号", "No.";
                kind [needed]: AnyIncidentKind = "種別", "Kind";
                occurred_at: Option<Time> as Deed = "発生日時", "Occurred";
                place: Option<String> as Free = "発生場所", "Place";
                /// The clocks start here.
                known_at: Option<Time> as Deed = "気づいた日時", "Known since";
                reporter: Option<PersonId> as Staff = "報告者", "Reporter";
                person: Option<PersonId> as Staff = "関係する職員（IDの持ち主）", "Whose ID it is about";
                device: Option<DeviceId> as Other = "機器", "Device";
                groups: Vec<GroupId> as Other = "関係グループ{}", "Group {}";
                affected_people: Option<u32> = "対象者の人数", "People affected";
                affected_data: Option<String> as Free = "対象の情報", "Data affected";
                summary: Option<String> as Free = "概要", "What happened";
                /// What was done first, in the order in which it was recorded.
                first_response: Vec<Response>;
                cause: Option<String> as Free = "原因", "Cause";
                secondary_damage: Option<String> as Free = "二次被害（おそれを含む）", "Further harm, or the risk of it";
                people_told: Option<String> as Free = "本人への対応", "Done for the people concerned";
                published: Option<String> as Free = "公表の状況", "Made public";
                prevention: Option<String> as Free = "再発防止策", "Prevention";
                remarks: Option<String> as Free = "その他参考となる事項", "What else matters";
                /// The reports that were written, each under a number behind the incident's (`R8-001-1`).
                reports: Vec<Report>;
                reported_on: Option<Date> as Deed = "事務局への報告日", "Reported to the secretariat";
                /// Why a report came after its day, for whoever takes it in.
                delay_reason: Option<String> as Free = "遅延理由（期限を過ぎた報告）", "Why a report was late";
                /// The law's report.
                authority: Authority;
                /// Measures with a due date.
                measures: Vec<Measure>;
                closed_on: Option<Date> as Deed = "完了日", "Closed";
                /// When it was reported to whom a policy adds.
                added: AddedFacts as Addressee;
            }

            /// A step of the first response.
            #[derive(Default)]
            Response {
                at: Option<Time> as Deed = "初動{} 日時", "Response {}: time" in "done_at";
                text: Option<String> as Free = "初動{} 内容", "Response {}: what";
                by: Option<PersonId> as Staff = "初動{} 実施者", "Response {}: by" in "done_by";
                /// What goes with it, such as the number under which the police took it in.
                note: Option<String> as Free = "初動{} 番号・備考", "Response {}: number or note";
            }

            /// A report of an incident as it was written. Once it is sent, it stays as it is.
            Report {
                to [needed]: AnyAddressee = "報告書{} 宛先", "Report {}: to" in "addressee";
                /// In the series of its addressee; one of an earlier version has none, and its place is its number.
                number: Option<u32> = "報告書{} 通し番号", "Report {}: serial number";
                /// Whose patient or family is told.
                group: Option<GroupId> as Other = "報告書{} 通知先のグループ", "Report {}: group" in "group_no";
                stage [needed]: ReportStage = "報告書{} 区分", "Report {}: which";
                written_at: Option<Time> as Deed = "報告書{} 作成日時", "Report {}: written";
                written_by: Option<PersonId> as Staff = "報告書{} 作成者", "Report {}: by";
                /// Until it is sent, another one takes its place.
                sent_on: Option<Date> as Deed = "報告書{} 送付日", "Report {}: sent";
                paper: Option<PaperText> as Sent = "報告書{} 内容", "Report {}: paper";
            }

            /// What is recorded of the report to the authority (個人情報保護法26条).
            #[derive(Default)]
            Authority {
                assessment: Option<Assessment> = "法の報告対象か", "Reportable by law" in "assessment";
                /// 60 days instead of 30.
                wrongful: Option<bool> = "不正の目的のおそれ", "Wrongful purpose possible" in "wrongful";
                preliminary_on: Option<Date> as Deed = "速報の日", "Preliminary report" in "preliminary_on";
                final_on: Option<Date> as Deed = "確報の日", "Final report" in "final_on";
                /// 26条2項
                persons_notified_on: Option<Date> as Deed = "本人へ通知した日", "Persons told on"
                    in "persons_notified_on";
                /// Where they could not be told.
                notice_alternative: Option<String> as Free = "本人への通知に代わる措置", "Done in place of telling them"
                    in "notice_alternative";
                assessed_on: Option<Date> as Deed = "判断した日", "Decided on" in "assessed_on";
                assessed_by: Option<PersonId> as Staff = "判断した人", "Decided by" in "assessed_by";
                assessment_reason: Option<String> as Free = "判断の理由", "Why" in "assessment_reason";
                /// What was answered on the way there.
                answers: Answers;
            }

            /// A measure against recurrence.
            #[derive(Default)]
            Measure {
                text: Option<String> as Free = "対策{} 内容", "Measure {}: what";
                due: Option<Date> as Plan = "対策{} 期限", "Measure {}: due";
                done_on: Option<Date> as Deed = "対策{} 実施日", "Measure {}: done";
            }

            /// An exception from a rule for one subject, until a day (例外承認). All five facts are required.
            Waiver {
                /// The document layer checks that the rule is known and flags this kind of subject.
                rule [needed]: String as Open = "対象の指摘", "Rule";
                subject [needed]: Subject as Other = "対象", "Subject";
                reason [needed]: String as Free = "理由", "Reason";
                approved_by [needed]: PersonId as Staff = "承認者", "Approved by";
                /// The last day on which it holds.
                until [needed]: Date as Plan = "期限（この日まで）", "Until (this day included)" in "until_on";
                approved_on: Option<Date> as Deed = "承認した日", "Approved on";
                /// Where somebody approved their own.
                countersigned_by: Option<PersonId> as Staff = "確認者（本人以外）", "Countersigned by";
            }
        }
    };
}

pub(crate) use records;
