//! The history in words: what was done, which field, which value.

use crate::register::{
    AddedName, Fact, Lang, Names, RecordKind, Register,
    id::{DeviceId, GroupId, PersonId},
    labels::Holds,
};

use super::Word;

/// What an entry's action is called; a word of a later version stays as it is.
pub fn action_label(action: &str, lang: Lang) -> String {
    if let Some(label) = super::ledgers::import_label(action, lang) {
        return label;
    }
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
        "handed-out" => ("書き出し", "handed out"),
        "index-rebuilt" => ("誰が出てくるかの索引の作り直し", "index of names made anew"),
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

/// What a field of a record is called, as the forms call it; one that is not known keeps its pointer.
pub fn field_label(kind: RecordKind, path: &str, names: &dyn Names, lang: Lang) -> String {
    kind.field(path).map_or_else(|| path.to_owned(), |field| field.say(names, lang))
}

/// What something is called that is recorded although the policy in force does not ask for it.
pub fn not_asked(name: AddedName, names: &dyn Names, lang: Lang) -> String {
    Word::NoLongerAsked.fill(lang, &[names.added(name.as_str(), lang).unwrap_or(name.as_str())])
}

/// What a value of a field says: a fixed word in the reader's language, and the name of whom an id means today.
pub fn value_label(
    kind: RecordKind,
    path: &str,
    value: &str,
    register: &Register,
    (names, lang): (&dyn Names, Lang),
) -> String {
    let said = kind.field(path).and_then(|field| match field.holds {
        Holds::Word(say) => say(value, lang).or_else(|| names.added(value, lang)).map(str::to_owned),
        Holds::Added if !matches!(value, "true" | "false") => None,
        Holds::Flag | Holds::Added => {
            Some(if value == "true" { Word::Yes } else { Word::No }.say(lang).to_owned())
        }
        Holds::Person => PersonId::held(value).ok().and_then(|id| named(value, register.person(&id)?.name())),
        Holds::Device => DeviceId::held(value)
            .ok()
            .and_then(|id| named(value, register.devices().get(&id)?.name.as_deref())),
        Holds::Group => {
            GroupId::held(value).ok().and_then(|id| named(value, register.group(&id)?.sheet.name.as_deref()))
        }
        Holds::Text(_) | Holds::Day | Holds::Number | Holds::Id => None,
    });
    said.unwrap_or_else(|| value.to_owned())
}

fn named(id: &str, name: Option<&str>) -> Option<String> {
    name.map(|name| format!("{id} {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::Policy,
        register::{Key, NoNames, RecordKind, ReviewStep, difference, document},
    };

    #[test]
    fn every_action_has_words() {
        for action in Fact::WORDS.iter().copied().chain(ReviewStep::WORDS).chain([
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
            "handed-out",
            "history-accepted",
            "index-rebuilt",
        ]) {
            assert_ne!(action_label(action, Lang::Ja), action);
        }
        assert_eq!(action_label("later", Lang::Ja), "later");
    }

    #[test]
    fn every_field_has_words() {
        let policy = Policy::minato().unwrap();
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
                let label = field_label(kind, &field.path, &policy, Lang::Ja);
                assert!(!label.contains('/') && !label.contains("{}"), "{kind:?} {}: {label}", field.path);
                let value = field.after.unwrap();
                let said = value_label(kind, &field.path, &value, &register, (&NoNames, Lang::Ja));
                let raw = ["true", "false", "approved", "patient", "staff", "met", "member", "keep"];
                assert!(!raw.contains(&said.as_str()), "{kind:?} {}: {said}", field.path);
            }
        }
    }
}
