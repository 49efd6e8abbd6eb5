//! A row a rule: its name, its parameters and sentences in the policy file, which kinds of record it is about, and of
//! each kind the function that judges it, the one that says to what it applies, what stands beside the subject in a list
//! where that and the rule do not say it all, the recorded facts that explain it, and what puts it right.
//!
//! `judge/rules` has the functions, `explain/facts.rs` and `explain/remedy.rs` what several rows share.

/// Hands every row to a macro; a row without its facts and its remedy does not compile (`explain/explained.rs`).
macro_rules! for_every_rule {
    ($with:ident) => {
        $with! {
            /// 第4条: the application is filed.
            OfficeApplication = "office-application" [] ["now"] {
                Office(office::application, office::itself) {
                    facts: |_, facts| facts.filed(FilingKind::Application),
                    remedy: |_| Fact::FilingSubmitted { kind: FilingKind::Application }.into(),
                }
            }
            /// 第4条: the pledge on confidentiality in cooperation is filed.
            OfficeConfidentialityPledge = "office-confidentiality-pledge" [] ["now"] {
                Office(office::confidentiality_pledge, office::itself) {
                    facts: |_, facts| facts.filed(FilingKind::ConfidentialityPledge),
                    remedy: |_| Fact::FilingSubmitted { kind: FilingKind::ConfidentialityPledge }.into(),
                }
            }
            /// 第7条: an administrator is appointed.
            AdministratorAppointed = "administrator-appointed" [] ["now"] {
                Office(office::administrator_appointed, office::itself) {
                    facts: |office, facts| {
                        facts.administrators();
                        facts.person("事業所の管理者", "Office manager", office.manager.as_ref());
                    },
                    remedy: remedy::administrator,
                }
            }
            /// 第2条: the latest guidelines were confirmed.
            GuidelineConfirmed = "guideline-confirmed" [IntervalMonths, WarnDays] ["overdue", "soon", "unknown"] {
                Office(office::guideline_confirmed, office::itself) {
                    facts: |office, facts| {
                        facts.awaits(Office::guideline_confirmed_on, office.guideline_confirmed_on);
                        facts.date("確認日", "Confirmed on", office.guideline_confirmed_on);
                    },
                    remedy: |_| Fact::GuidelineConfirmed {}.into(),
                }
            }

            /// 第13条(6)-(8): the office decided on what is to be considered.
            ControlConsideration = "control-consideration" [] ["unknown"] {
                Office(office::control_consideration, office::considered, beside Detail) {
                    facts: facts::consideration,
                    remedy: remedy::consideration,
                }
            }
            /// 第15条(3)・第17条(3): what was filed is answered.
            FilingOpen = "filing-open" [DueDays, WarnDays] ["overdue", "soon"] {
                Office(office::filing_open, office::filed_to_be_answered, beside Detail) {
                    facts: facts::open_filing,
                    remedy: remedy::open_filing,
                }
            }

            /// 第8条: whose ID sits in a group is recorded.
            IdRecorded = "id-recorded" [] ["unknown"] {
                Staff(staff::id_recorded, staff::sitting) {
                    facts: facts::account,
                    remedy: |staff, _| Fact::IdRecorded { staff, login: None }.into(),
                }
            }
            /// 第12条(3): the password is changed at most every two months.
            PasswordAge = "password-age" [IntervalMonths, WarnDays] ["overdue", "soon", "unknown"] {
                Staff(staff::password_age, staff::who_are_let_in) {
                    facts: |row, facts| {
                        facts.text("ログイン名", "Login", row.mcs.login.as_deref());
                        facts.awaits(McsAccount::password_changed_on, row.mcs.password_changed_on);
                        facts.date("最後に変更した日", "Last changed on", row.mcs.password_changed_on);
                        facts.date("二要素認証の開始日", "Second factor since", row.mcs.two_factor_since);
                    },
                    remedy: |staff, _| Fact::PasswordChanged { staff }.into(),
                }
            }
            /// 第12条(2)・留意事項(3): no ID is shared.
            SharedId = "shared-id" [] ["now"] {
                Staff(staff::shared_id, staff::users, beside SameLogin) {
                    facts: |row, facts| {
                        facts.is_about(McsAccount::login);
                        facts.text("ログイン名", "Login", row.mcs.login.as_deref());
                        facts.yes_no("共有していると記録", "Recorded as shared", row.mcs.shared);
                        facts.same_login(row);
                    },
                    remedy: remedy::shared_id,
                }
            }
            /// 第9条: the pledge is signed.
            StaffPledge = "staff-pledge" [] ["now"] {
                Staff(staff::pledge, staff::users) {
                    facts: |row, facts| {
                        facts.awaits(Pledge::signed_on, row.pledge.signed_on);
                        facts.date("署名日", "Signed on", row.pledge.signed_on);
                        let exempt = row.pledge.exempt.as_deref();
                        facts.text("省略の理由", "Why a pledge already held suffices", exempt);
                    },
                    remedy: |staff, _| Fact::PledgeSigned { staff }.into(),
                }
            }
            /// 第9条: training is attended.
            Training = "training" [IntervalMonths, WarnDays] ["overdue", "soon", "unknown"] {
                Staff(staff::training, staff::users) {
                    facts: |row, facts| facts.trainings(row),
                    remedy: |staff, _| Fact::TrainingAttended { staff, title: None }.into(),
                }
            }
            /// 留意事項(3): the profile is registered.
            Profile = "profile" [] ["now", "unknown"] {
                Staff(staff::profile, staff::who_are_let_in) {
                    facts: |row, facts| facts.yes_no("プロフィールの登録", "Profile registered", row.mcs.profile),
                    remedy: |staff, _| Fact::ProfileRegistered { staff }.into(),
                }
            }
            /// 第8条・留意事項(1): the account of a person who left is released.
            AccountRemoval = "account-removal" [GraceDays, WarnDays] ["overdue", "now", "expelled", "soon"] {
                Staff(staff::account_removal, staff::whose_account_ends, beside Leaving) {
                    facts: |row, facts| {
                        facts.awaits(McsAccount::released_on, row.mcs.released_on);
                        facts.awaits(McsAccount::deleted_on, row.mcs.deleted_on);
                        facts::account(row, facts);
                    },
                    remedy: |staff, _| Fact::AccountReleased { staff }.into(),
                }
            }
            /// 留意事項(3): an account released but not deleted by its person.
            ResidualAccount = "residual-account" [] ["now"] {
                Staff(staff::residual_account, staff::released_leavers, beside Leaving) {
                    facts: |row, facts| {
                        facts.awaits(McsAccount::deleted_on, row.mcs.deleted_on);
                        facts.awaits(McsAccount::deletion_asked_on, row.mcs.deletion_asked_on);
                        facts::account(row, facts);
                    },
                    remedy: |staff, _| {
                        let asked = Fact::DeletionAsked { staff: staff.clone() };
                        Remedy::Choice(vec![asked, Fact::AccountDeleted { staff }])
                    },
                }
            }
            /// 留意事項(3): a lent device comes back.
            DeviceReturn = "device-return" [] ["overdue"] {
                Staff(staff::device_return, staff::lent_to_leavers, beside Detail) {
                    facts: |row, facts| {
                        facts.plan("最終勤務日", "Last day of work", row.left_on);
                        facts.held_device();
                    },
                    remedy: |staff, about| match about.detail() {
                        Some(device) => Fact::DeviceReturned { device: DeviceId::trusted(device) }.into(),
                        None => Remedy::Form(Key::Staff(staff)),
                    },
                }
            }
            /// 第14条・留意事項(2): a restriction is carried out.
            RestrictionEnforced = "restriction-enforced" [] ["now"] {
                Staff(staff::restriction_enforced, staff::restrictions, beside Detail) {
                    facts: facts::restrictions,
                    remedy: |staff, about| match about.detail().and_then(RestrictionKind::from_word) {
                        Some(kind) => Fact::RestrictionEnforced { staff, kind }.into(),
                        None => Remedy::Form(Key::Staff(staff)),
                    },
                }
            }

            /// 第13条・第12条(6): the controls of a device.
            DeviceControl = "device-control" [] ["now", "unknown"] {
                Device(devices::controls, devices::controls_of_all, beside Detail) {
                    facts: |row, facts| {
                        facts.person("持っている人", "Holder", row.holder.as_ref());
                        let control = facts.detail().and_then(AnyControl::from_word);
                        let state = control.and_then(|control| row.controls.get(control));
                        facts.word("対策の状態", "State of the control", state);
                        facts.date("点検日", "Inspected on", row.inspected_on);
                    },
                    remedy: |device, about| match about.detail().and_then(AnyControl::from_word) {
                        Some(control) => Remedy::Choice(remedy::control_choice(&device, control, about.finding)),
                        None => Remedy::Form(Key::Device(device)),
                    },
                }
            }
            /// 第8条: devices are inspected.
            DeviceInspection = "device-inspection" [IntervalMonths, WarnDays] ["overdue", "soon", "unknown"] {
                Device(devices::inspection, devices::in_service, beside Holder) {
                    facts: |row, facts| {
                        facts.awaits(Device::inspected_on, row.inspected_on);
                        facts.person("持っている人", "Holder", row.holder.as_ref());
                        facts.date("点検日", "Inspected on", row.inspected_on);
                    },
                    remedy: |device, _| Fact::DeviceInspected { device }.into(),
                }
            }
            /// 第13条(1): the start-up password is changed.
            DeviceBootPasswordAge = "device-boot-password-age" [IntervalMonths, WarnDays] ["overdue", "soon", "unknown"] {
                Device(devices::boot_password_age, devices::boot_passwords, beside Holder) {
                    facts: |row, facts| {
                        facts.person("持っている人", "Holder", row.holder.as_ref());
                        let changed = row.boot_password_changed_on;
                        facts.awaits(Device::boot_password_changed_on, changed);
                        facts.date("起動時パスワードの変更日", "Start-up password changed on", changed);
                    },
                    remedy: |device, _| Fact::BootPasswordChanged { device }.into(),
                }
            }
            /// 第13条(10): a personal device is approved.
            ByodApproval = "byod-approval" [] ["now", "unknown"] {
                Device(devices::byod_approval, devices::not_of_the_office, beside Holder) {
                    facts: |row, facts| {
                        facts.person("持っている人", "Holder", row.holder.as_ref());
                        facts.word("所有", "Whose it is", row.ownership);
                        facts.awaits(Device::byod_approved_on, row.byod_approved_on);
                        facts.date("承認日", "Approved on", row.byod_approved_on);
                    },
                    remedy: remedy::byod_approval,
                }
            }
            /// 第13条(10)・留意事項(3): a leaver's own device is cleared.
            ByodErased = "byod-erased" [] ["now"] {
                Device(devices::byod_erased, devices::own_of_leavers, beside Holder) {
                    facts: |row, facts| {
                        facts.person("持っている人", "Holder", row.holder.as_ref());
                        facts.leaving_of(row.holder.as_ref());
                        facts.awaits(Device::erased_on, row.erased_on);
                        facts.date("情報の消去を確かめた日", "Seen to be cleared on", row.erased_on);
                    },
                    remedy: |device, _| Fact::DeviceErased { device }.into(),
                }
            }
            /// 留意事項(3): a missing device is an incident.
            DeviceMissing = "device-missing" [] ["now"] {
                Device(devices::missing, devices::lost_or_stolen, beside Status) {
                    facts: |row, facts| {
                        facts.is_about(Device::status);
                        facts.person("持っている人", "Holder", row.holder.as_ref());
                        facts.word("状態", "Status", row.status);
                    },
                    remedy: remedy::missing_device,
                }
            }

            /// 第13条(9): a take-out is approved.
            TakeOutApproval = "take-out-approval" [] ["out", "refused", "waiting", "announced"] {
                TakeOut(take_outs::approval, take_outs::all, beside TakenOut) {
                    facts: |row, facts| {
                        let decided = row.decision.on.filter(|_| row.decision.result.is_some());
                        facts.awaits(Decision::on, decided);
                        facts::take_out(row, facts);
                    },
                    remedy: |take_out, about| match about.detail() {
                        Some("refused") => Fact::TakeOutReturned { take_out }.into(),
                        _ => {
                            let (result, by) = (DecisionResult::Approved, about.decider.cloned());
                            Fact::TakeOutDecided { take_out, result, by, note: None }.into()
                        }
                    },
                }
            }
            /// 第13条(9): a take-out's form is complete.
            TakeOutForm = "take-out-form" [] ["now"] {
                TakeOut(take_outs::form, take_outs::neither_back_nor_refused, beside Detail) {
                    facts: facts::blank_entries,
                    remedy: |take_out, _| Remedy::Form(Key::TakeOut(take_out)),
                }
            }
            /// 第8条: who decided on their own matter is countersigned.
            Countersign = "countersign" [] ["take-out", "group", "staff"] {
                TakeOut(take_outs::countersign, take_outs::own_decisions, beside TakenOut) {
                    facts: facts::take_out,
                    remedy: remedy::countersign_take_out,
                }
                Group(groups::countersign, groups::has_own_review, beside TakenOut) {
                    facts: facts::newest_review,
                    remedy: remedy::countersign_review,
                }
                Staff(staff::countersign_waivers, staff::waived_for_oneself, beside TakenOut) {
                    facts: facts::own_waiver,
                    remedy: remedy::countersign_waiver,
                }
            }
            /// 第13条(9): a take-out comes back.
            TakeOutReturn = "take-out-return" [WarnDays] ["overdue", "soon", "unknown"] {
                TakeOut(take_outs::due_back, take_outs::went_out, beside TakenOut) {
                    facts: |row, facts| {
                        facts.awaits(TakeOut::returned_on, row.returned_on);
                        facts::take_out(row, facts);
                    },
                    remedy: |take_out, _| Fact::TakeOutReturned { take_out }.into(),
                }
            }

            /// 第13条(9): a take-out begins within its period.
            TakeOutPeriod = "take-out-period" [] ["now"] {
                TakeOut(take_outs::period, take_outs::approved_and_out, beside TakenOut) {
                    facts: |row, facts| {
                        facts.is_about(TakeOut::from);
                        facts.awaits(TakeOut::returned_on, row.returned_on);
                        facts::take_out(row, facts);
                    },
                    remedy: |take_out, _| Remedy::Form(Key::TakeOut(take_out)),
                }
            }
            /// 第13条(9): a device is out with one person.
            TakeOutOverlap = "take-out-overlap" [] ["now"] {
                TakeOut(take_outs::overlap, take_outs::out_with_device, beside TakenOut) {
                    facts: |row, facts| {
                        facts.awaits(TakeOut::returned_on, row.returned_on);
                        facts::take_out(row, facts);
                    },
                    remedy: |take_out, _| Remedy::Form(Key::TakeOut(take_out)),
                }
            }

            /// 第10条: the patient consented.
            PatientConsent = "patient-consent" [] ["missing", "withdrawn", "copy", "copy-unknown"] {
                Group(groups::consent, groups::is_of_patient, beside Consent) {
                    facts: facts::consent,
                    remedy: |group, about| match about.detail() {
                        Some("copy") => Fact::ConsentCopiesHeld { group }.into(),
                        Some("missing") => Fact::ConsentSigned { group, by: None, both_copies: None }.into(),
                        _ => Remedy::Form(Key::Group(group)),
                    },
                }
            }
            /// 第16条(1)(2): a patient group has an attending doctor.
            AttendingDoctor = "attending-doctor" [] ["now"] {
                Group(groups::attending_doctor, groups::is_of_patient) {
                    facts: |row, facts| {
                        facts.is_about(GroupSheet::attending_doctor);
                        facts.person("主治医", "Attending doctor", row.sheet.attending_doctor.as_ref());
                    },
                    remedy: |group, _| Remedy::Form(Key::Group(group)),
                }
            }
            /// 留意事項(1): one group, one patient.
            OnePatient = "one-patient" [] ["now", "unknown"] {
                Group(groups::one_patient, groups::is_of_patient, beside Patients) {
                    facts: |row, facts| {
                        facts.is_about(GroupSheet::patients);
                        facts.push("患者数", "Patients", row.sheet.patients.map(|patients| patients.to_string()));
                    },
                    remedy: |group, about| match about.finding.urgency {
                        Urgency::Unknown => Fact::OnePatientConfirmed { group }.into(),
                        _ => Remedy::Form(Key::Group(group)),
                    },
                }
            }
            /// 第16条(1): somebody manages a patient's group.
            GroupAdmin = "group-admin" [] ["now", "unknown"] {
                Group(groups::admin, groups::is_of_patient) {
                    facts: facts::admins,
                    remedy: remedy::admin,
                }
            }
            /// 留意事項(1): members are reviewed.
            MembershipReview = "membership-review" [IntervalMonths, WarnDays] ["overdue", "soon", "unknown"] {
                Group(groups::review, groups::is_of_living, beside Members) {
                    facts: facts::newest_review,
                    remedy: |_, _| Remedy::Review,
                }
            }
            /// 留意事項(1): what a review asked is answered.
            ReviewQuestion = "review-question" [DueDays] ["overdue", "now"] {
                Membership(memberships::review_question, memberships::has_question, beside Group) {
                    facts: facts::question,
                    remedy: remedy::question,
                }
            }
            /// 留意事項(2): an unused group is archived.
            Archive = "archive" [GraceDays, DeceasedDueDays, WarnDays] ["overdue", "now", "deceased-overdue", "deceased-soon"] {
                Group(groups::archive, groups::is_over, beside Ending) {
                    facts: facts::archiving,
                    remedy: |group, _| Fact::GroupArchived { group }.into(),
                }
            }
            /// 第6条・第16条(3): a group is kept after a death, and no longer than was decided.
            Retention = "retention" [] ["undecided", "overdue"] {
                Group(groups::retention, groups::is_to_be_kept, beside Ending) {
                    facts: facts::retention,
                    remedy: |group, about| match about.finding.urgency {
                        Urgency::Overdue => Fact::GroupDeleted { group }.into(),
                        _ => Remedy::Form(Key::Group(group)),
                    },
                }
            }
            /// 第17条(3)(8): a free group is permitted.
            FreeGroupPermission = "free-group-permission" [] ["now"] {
                Group(groups::permission, groups::is_of_association, beside Kind) {
                    facts: |row, facts| {
                        facts.awaits(GroupSheet::permission_on, row.sheet.permission_on);
                        facts.date("許可日", "Permitted on", row.sheet.permission_on);
                    },
                    remedy: |group, _| Fact::PermissionReceived { group }.into(),
                }
            }
            /// 第17条(4): a free group's name begins as it must.
            FreeGroupName = "free-group-name" [] ["now"] {
                Group(groups::name, groups::is_of_association, beside Kind) {
                    facts: |row, facts| {
                        facts.is_about(GroupSheet::name);
                        facts.text("グループ名", "Name", row.sheet.name.as_deref());
                    },
                    remedy: |group, _| Remedy::Form(Key::Group(group)),
                }
            }
            /// 第17条(5)(8): the secretariat sits in a free group with admin rights.
            FreeGroupSecretariat = "free-group-secretariat" [] ["absent", "rights"] {
                Group(groups::secretariat, groups::is_of_association, beside Kind) {
                    facts: facts::secretariat,
                    remedy: remedy::secretariat,
                }
            }
            /// 第17条(6): a free group's purpose was told.
            FreeGroupPurpose = "free-group-purpose" [] ["now"] {
                Group(groups::purpose, groups::is_free_here, beside Kind) {
                    facts: |row, facts| {
                        let told = row.sheet.purpose_announced_on;
                        facts.awaits(GroupSheet::purpose_announced_on, told);
                        facts.date("趣旨を伝えた日", "Purpose told on", told);
                    },
                    remedy: |group, _| Fact::PurposeAnnounced { group }.into(),
                }
            }
            /// 第17条(1): no patient data in a free group.
            FreeGroupPatientData = "free-group-patient-data" [] ["now"] {
                Group(groups::patient_data, groups::is_free, beside Kind) {
                    facts: |row, facts| facts.date("見つかった日", "Found on", row.sheet.patient_data_found_on),
                    remedy: |group, _| Fact::PatientDataRemoved { group }.into(),
                }
            }

            /// 第15条(1): who may sit in the disaster group.
            DisasterEligibility = "disaster-eligibility" [] ["now"] {
                Membership(memberships::disaster_eligibility, memberships::is_in_disaster_group, beside Group) {
                    facts: facts::eligibility,
                    remedy: remedy::eligibility,
                }
            }
            /// 第8条: an invitation is approved.
            InvitationApproval = "invitation-approval" [] ["joined", "invited", "undated"] {
                Membership(memberships::invitation_approval, memberships::is_new, beside Group) {
                    facts: facts::approval,
                    remedy: |membership, about| {
                        Fact::InvitationApproved { membership, by: about.decider.cloned() }.into()
                    },
                }
            }
            /// 第8条: an invitation is answered.
            InvitationStale = "invitation-stale" [DueDays] ["overdue", "unknown"] {
                Membership(memberships::invitation_stale, memberships::is_approved, beside Group) {
                    facts: facts::answer,
                    remedy: |membership, _| Fact::InvitationJoined { membership }.into(),
                }
            }
            /// 第6条・第8条・留意事項(1)(3): who must go is removed.
            MembershipRemoval = "membership-removal" [GraceDays] ["requested", "off-duty", "left", "expelled"] {
                Membership(memberships::removal, memberships::must_go_or_went, beside Group) {
                    facts: facts::removal,
                    remedy: remedy::removal,
                }
            }

            /// 第8条: an incident is reported to the secretariat.
            IncidentReport = "incident-report" [DueDays] ["overdue", "now", "unknown"] {
                Incident(incidents::report, incidents::all_but_near_misses) {
                    facts: |row, facts| {
                        facts.incident(row);
                        facts::report(row, Incident::reported_on, row.reported_on, facts);
                        facts.date("事務局への報告日", "Reported on", row.reported_on);
                    },
                    remedy: |incident, _| Fact::IncidentReported { incident }.into(),
                }
            }
            /// 個人情報保護法26条: whether the law asks for a report is assessed.
            IncidentAssessment = "incident-assessment" [] ["now"] {
                Incident(incidents::assessment, incidents::assessed_or_open) {
                    facts: facts::law,
                    remedy: |incident, _| Remedy::Assessment(incident),
                }
            }
            /// 個人情報保護法26条: the preliminary report.
            IncidentPreliminary = "incident-preliminary" [DueDays] ["overdue", "now", "unknown"] {
                Incident(incidents::preliminary, incidents::reportable_ones) {
                    facts: |row, facts| {
                        facts::report(row, Authority::preliminary_on, row.authority.preliminary_on, facts);
                        facts::law(row, facts);
                    },
                    remedy: |incident, about| {
                        about.once_known(incident, |incident| Fact::PreliminaryReportFiled { incident })
                    },
                }
            }
            /// 個人情報保護法26条: the final report.
            IncidentFinal = "incident-final" [DueDays, WrongfulDueDays] ["overdue", "soon", "unknown"] {
                Incident(incidents::final_report, incidents::reportable_ones) {
                    facts: |row, facts| {
                        facts::report(row, Authority::final_on, row.authority.final_on, facts);
                        facts::law(row, facts);
                    },
                    remedy: |incident, about| {
                        about.once_known(incident, |incident| Fact::FinalReportFiled { incident })
                    },
                }
            }
            /// 個人情報保護法26条2項: the persons are told.
            IncidentNotice = "incident-notice" [] ["now"] {
                Incident(incidents::notice, incidents::reportable_ones) {
                    facts: |row, facts| {
                        facts.awaits(Authority::persons_notified_on, row.authority.persons_notified_on);
                        facts::law(row, facts);
                    },
                    remedy: |incident, _| Fact::PersonsNotified { incident }.into(),
                }
            }
            /// 第8条: measures are carried out.
            IncidentMeasure = "incident-measure" [WarnDays] ["overdue", "soon"] {
                Incident(incidents::measures, incidents::measures_judged, beside Measure) {
                    facts: facts::measure,
                    remedy: |incident, about| match about.detail().and_then(|detail| detail.parse().ok()) {
                        Some(number) => Fact::MeasureDone { incident, number }.into(),
                        None => Remedy::Form(Key::Incident(incident)),
                    },
                }
            }

            /// A duty of the policy's own, which says its article itself.
            PolicyDuty = "policy-duty" [] ["overdue", "soon", "unknown", "now"] {
                Office(of_policy::office, of_policy::of_office) {
                    facts: |row, facts| facts.duty(&row.added),
                    remedy: |about| remedy::duty(Subject::Office, about),
                }
                Staff(of_policy::staff, of_policy::of_staff) {
                    facts: |row, facts| facts.duty(&row.added),
                    remedy: |staff, about| remedy::duty(Subject::Staff(staff), about),
                }
                Device(of_policy::device, of_policy::of_devices) {
                    facts: |row, facts| {
                        facts.person("持っている人", "Holder", row.holder.as_ref());
                        facts.duty(&row.added);
                    },
                    remedy: |device, about| remedy::duty(Subject::Device(device), about),
                }
                Group(of_policy::group, of_policy::is_asked) {
                    facts: |row, facts| facts.duty(&row.sheet.added),
                    remedy: |group, about| remedy::duty(Subject::Group(group), about),
                }
            }
            /// The report to somebody whom the policy adds, who says the article and the days.
            PolicyAddressee = "policy-addressee" [] ["overdue", "now", "unknown"] {
                Incident(of_policy::addressees, of_policy::of_addressees) {
                    facts: |row, facts| {
                        facts.incident(row);
                        facts.addressee(row);
                    },
                    remedy: remedy::addressee,
                }
            }

            /// 第8条: a record's facts can all be right.
            RecordContradiction = "record-contradiction" [] ["now", "membership", "duplicate"] {
                Staff(contradictions::staff, contradictions::all_staff, beside Contradiction) {
                    facts: |row, facts| facts.contradiction(row),
                    remedy: |staff, _| Remedy::Form(Key::Staff(staff)),
                }
                Device(contradictions::device, contradictions::all_devices, beside Contradiction) {
                    facts: |row, facts| facts.contradiction(row),
                    remedy: |device, _| Remedy::Form(Key::Device(device)),
                }
                TakeOut(contradictions::take_out, contradictions::all_take_outs, beside Contradiction) {
                    facts: |row, facts| facts.contradiction(row),
                    remedy: |take_out, _| Remedy::Form(Key::TakeOut(take_out)),
                }
                Group(contradictions::group, contradictions::every_group, beside Contradiction) {
                    facts: |row, facts| facts.contradiction(&row.sheet),
                    remedy: |group, _| Remedy::Form(Key::Group(group)),
                }
                Membership(contradictions::membership, contradictions::every_member, beside Contradiction) {
                    facts: facts::contradicting_membership,
                    remedy: remedy::membership_form,
                }
                Incident(contradictions::incident, contradictions::all_incidents, beside Contradiction) {
                    facts: |row, facts| facts.contradiction(row),
                    remedy: |incident, _| Remedy::Form(Key::Incident(incident)),
                }
            }
        }
    };
}
pub(in crate::policy) use for_every_rule;
