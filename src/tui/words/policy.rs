//! Wording about the policy in force and the office's settings.

use crate::register::Lang;

words! { "A fixed piece of wording about the policy in force." PolicyWord:
    Once: "この起動に限り、「{}」で判定します（台帳の運用ポリシーは「{}」）。", "Until the program is closed, the register is judged by \"{}\" (its own policy is \"{}\").";
    NewerWaits: "運用ポリシー {} の新しい版がプログラムに付いています。いまは {} で判定しています。管理者が {} に替えるまで、このまま判定します（mcs-register policy use）。", "The program comes with a newer edition of the policy: {}. The register is judged by {} until an administrator switches to {} (mcs-register policy use).";
    NotWithOnce: "--policy を付けたままでは変えられません。--policy を外して実行してください。", "Nothing is changed while --policy is given. Run it without --policy.";
    AdministratorsOnly: "変えられるのは管理者だけです", "administrators only";
    ListTitle: "事業所の設定（{}）", "Settings ({})";
    Shipped: "{}（ポリシーの値 {}）", "{} (shipped: {})";
    TakeNewer: "運用ポリシーの新しい版 {} に替える", "Take the newer edition {}";
    TakePolicy: "ほかの運用ポリシーに替える", "Take another policy";
    FromFile: "ファイルから取り入れる（場所を入力）", "Take one from a file";
    AskFile: "運用ポリシーのファイルの場所（貼り付けもできます）", "Place of the policy file (it can be pasted)";
    NotAFile: "{} は通常のファイルではありません。運用ポリシーのファイルの場所を入力してください。", "{} is no ordinary file. Give the place of a policy file.";
    TooLarge: "{} は大きすぎます（1 MBまで）。運用ポリシーのファイルか確かめてください。", "{} is too large (1 MB at most). Is it a policy file?";
    Judged: "{}（{}）", "{} ({})";
    TakeIt: "この運用ポリシーに替える", "Take this policy";
    ThatGoes: "なくなる：{}", "goes: {}";
    ThatComes: "加わる：{}", "comes: {}";
    CareAbout: "{} → {}", "{} → {}";
    CareLabel: "ポリシーの新しい版", "newer edition of the policy";
    CareToDo: "管理者が「事業所の設定」のいちばん上の行を選ぶと、どの指摘が増減するかを確かめてから替えられます。", "An administrator chooses the first row of the settings: which findings come and go is shown before it is taken.";
    AskValue: "{}（{}）　{}　{}＝ポリシーの値", "{} ({})  {}  {} = as shipped";
    AskChange: "{}。変更しますか？", "{}. Change it?";
    NothingChanged: "すでにそのとおりです。何も変えていません。", "It is set to that already. Nothing was changed.";
    ImportKept: "取り込んだ台帳には運用ポリシーの記録がないため、これまでの運用ポリシーと設定をそのまま使います。", "The document names no policy, so the register keeps its own, with the office's settings.";
    Gone: "なくなる指摘 {}件", "Findings that go: {}";
    Come: "加わる指摘 {}件", "Findings that come: {}";
    Title: "運用ポリシー", "Policy";
    Version: "版", "Edition";
    InForce: "施行日", "In force since";
    Revised: "改訂の実施日", "Revised on";
    Base: "土台", "Base";
    Since: "この台帳での適用", "In use here since";
    SinceBy: "{} から（{} が変更）", "{} (changed by {})";
    BuiltIn: "組み込みのまま（変更の記録なし）", "built in (never changed)";
    Settings: "事業所の設定（ポリシーの値→いまの値）", "Set by the office (shipped → now)";
    HeadName: "名前", "Name";
    HeadLabel: "設定", "Setting";
    HeadArticle: "条項", "Article";
    HeadValue: "いまの値", "Now";
    HeadShipped: "ポリシーの値", "Shipped";
    HeadBounds: "範囲", "Bounds";
    Unreadable: "台帳の運用ポリシーを読めないため、「{}」で判定しています。{}", "The register's own policy cannot be read, so \"{}\" judges. {}";
}
