//! The review of a group's members and the round: each key on a member is one change in the vault, at once.

use crate::{
    policy::Rule,
    register::{
        Command, Key as RecordKey, ReviewStep,
        id::{GroupId, MembershipId, PersonId},
        review::{self as reviews, Verdict},
        subject::Subject,
        words::ReviewDecision,
    },
    tui::{
        allowed::{always, selected, write},
        app::{App, Effect, Env, Next, Stage},
        desk::Desk,
        forms::field::Candidates,
        input::{Code, Folded, Key},
        keys::{Binding, Ctx, ch, ctrl, f, row, writes},
        layers::{
            Confirm, Layer, Then,
            confirm::SIGN,
            page::Page,
            picker::{Choice, Item, Picker},
        },
        review::{self, Mode, Pick, Review},
        screens::RowKey,
        text::{EnumWord, Reason, ReviewWord, Word},
        tone::Tone,
        widgets::text_input::TextInput,
    },
};

use super::{
    commit::carry,
    moving::{bottom, down, page_down, page_up, top, up},
    open::candidates,
};

pub static KEYS: &[Binding] = &[
    begin_review(Ctx::Groups, 2),
    begin_review(Ctx::Memberships, 4),
    writes(Ctx::Review, &[ch('k'), Key::ENTER], Word::KeyReviewKeep, 1, always, keep),
    writes(Ctx::Review, &[ch('x'), Key::DELETE], Word::KeyReviewRemove, 2, always, |app, _, _| {
        remove(app);
    }),
    writes(Ctx::Review, &[ch('a'), ctrl('a')], Word::KeyReviewAsk, 3, always, |app, _, _| ask(app)),
    writes(Ctx::Review, &[ch('s'), f(10)], Word::KeyReviewSign, 4, always, |app, env, _| {
        sign(app, env);
    }),
    row(Ctx::Review, &[Key::ESC], Word::KeyReviewInterrupt, 5, always, interrupt),
    writes(Ctx::Review, &[ch('K'), ctrl('k')], Word::KeyReviewKeepOthers, 6, always, |app, _, _| {
        ask_many(app, Review::keep_others, ReviewWord::AskKeepOthers, ReviewWord::NoOthers);
    }),
    writes(Ctx::Review, &[ch('p'), ctrl('e')], Word::KeyReviewProposals, 7, always, |app, _, _| {
        ask_many(app, Review::proposals, ReviewWord::AskProposals, ReviewWord::NoProposals);
    }),
    writes(Ctx::Review, &[ch('t'), Key::INSERT], Word::KeyReviewTakeIn, 8, always, take_in),
    writes(Ctx::Review, &[ch('o'), Key::plain(Code::Backspace)], Word::KeyReviewReopen, 9, always, reopen),
    row(Ctx::Review, &[Key::TAB], Word::KeyReviewNext, 0, always, |app, _, _| {
        if let Some(review) = on_top(app) {
            review.next_open(false);
        }
    }),
    writes(Ctx::Review, &[ch('X'), ctrl('x')], Word::KeyReviewAbandon, 0, always, |app, _, _| {
        ask_abandon(app);
    }),
    row(Ctx::Review, &[Key::RIGHT], Word::KeyDetails, 0, always, |app, _, _| details(app)),
    up(Ctx::Review),
    down(Ctx::Review).or(&[ch('j')]),
    page_up(Ctx::Review),
    page_down(Ctx::Review),
    top(Ctx::Review),
    bottom(Ctx::Review),
    writes(Ctx::ReviewSign, &[ch('y'), f(10)], Word::KeyReviewSignNow, 1, always, sign_now),
    row(Ctx::ReviewSign, &[Key::ESC], Word::KeyBack, 2, always, |app, _, _| cancel(app)),
    page_up(Ctx::ReviewSign).called(Word::KeyReadUp, 0),
    page_down(Ctx::ReviewSign).called(Word::KeyReadDown, 5),
    row(Ctx::ReviewSign, &[Key::ENTER], Word::KeyAnswer, 4, always, answer),
    other_answer(&[Key::DOWN, Key::RIGHT, Key::TAB]),
    other_answer(&[Key::UP, Key::LEFT, Key::BACK_TAB]),
    writes(Ctx::ReviewSign, &[ch('p'), f(4)], Word::KeyReviewSigner, 3, always, |app, _, _| {
        pick_signer(app);
    }),
];

const fn begin_review(ctx: Ctx, bar: u8) -> Binding {
    let keys = const { &[ch('s'), ctrl('s')] };
    writes(ctx, keys, Word::KeyReview, bar, selected, start_selected)
}

const fn other_answer(keys: &'static [Key]) -> Binding {
    row(Ctx::ReviewSign, keys, Word::KeyOtherAnswer, 0, always, |app, _, _| {
        if let Some(focus) = on_top(app).and_then(Review::focus) {
            focus.turn();
        }
    })
}

/// The review where it is on top.
fn on_top(app: &mut App) -> Option<&mut Review> {
    match app.layers.last_mut() {
        Some(Layer::Review(review)) => Some(review),
        _ => None,
    }
}

/// The group of the selected row.
fn start_selected(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    match app.session().and_then(crate::tui::app::Session::selected) {
        Some(RowKey::Record(RecordKey::Group(group) | RecordKey::Membership(group, _))) => {
            start(app, &group, env, effects);
        }
        _ => app.tell(Reason::NoRow.say(app.lang()), Tone::Plain),
    }
}

/// Who is likely to sign: whoever's account is in, where it bears a name of the staff, else the only administrator.
fn likely_signer(app: &App) -> Option<PersonId> {
    let session = app.session()?;
    let account = session.account.trim();
    let staff = session.desk.register.staff();
    let mut named = staff.iter().filter(|row| !account.is_empty() && row.name.as_deref() == Some(account));
    match (named.next(), named.next()) {
        (Some(one), None) => Some(one.id.clone()),
        _ => session.desk.decider(),
    }
}

/// Goes on with the review of a group, or begins one. Where the last one still holds, it is asked whether it is meant
/// to be amended.
pub fn start(app: &mut App, id: &GroupId, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let Some(group) = session.desk.register.group(id) else { return };
    if reviews::in_progress(group).is_some() {
        open(app, id.clone(), env);
        return;
    }
    let asked = |finding: &crate::policy::Finding| {
        finding.rule == Rule::MembershipReview && finding.subject == Subject::Group(id.clone())
    };
    let signed = reviews::newest_signed(group, env.today()).and_then(|(_, review)| review.signed_on);
    match signed.filter(|_| !session.desk.findings.iter().any(asked)) {
        Some(on) => {
            let name = group.sheet.name.as_deref().unwrap_or(id.as_str());
            let title = ReviewWord::PickStart.fill(lang, &[name]);
            let items = vec![
                Item::new(ReviewWord::StartNew.say(lang).to_owned(), []),
                Item::new(ReviewWord::StartAmend.fill(lang, &[&on.to_string()]), []),
            ];
            let picker = Picker::new(title, items, Choice::Review(Pick::Start(id.clone())));
            app.layers.push(Layer::Picker(Box::new(picker)));
        }
        None => begin(app, id, false, env, effects),
    }
}

fn begin(app: &mut App, group: &GroupId, amend: bool, env: Env, effects: &mut Vec<Effect>) {
    let reviewer = likely_signer(app);
    let step = if amend { ReviewStep::Amend { reviewer } } else { ReviewStep::Begin { reviewer } };
    let command = Command::Review { group: group.clone(), step };
    carry(app, &command, Next::Review(group.clone()), env, effects);
}

/// Opens the review of a group that is in progress.
pub fn open(app: &mut App, group: GroupId, env: Env) {
    let mut review = Review::new(group, env.now);
    let Some(session) = app.session() else { return };
    review.round = app.layers.iter().find_map(|layer| match layer {
        Layer::Round(round) => Some(round.progress),
        _ => None,
    });
    if review.refresh(&session.desk, env.now) {
        app.layers.push(Layer::Review(Box::new(review)));
    }
}

/// The register has changed: the review and the round that are open read it again. A review that is over is closed, and
/// in a round the next one follows.
pub fn sync(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    if !app.layers.iter().any(|layer| matches!(layer, Layer::Review(_) | Layer::Round(_))) {
        return;
    }
    let lang = app.lang();
    let mut layers = std::mem::take(&mut app.layers);
    let mut over = None;
    let mut complete = false;
    if let Some(session) = app.session() {
        let mut progress = None;
        for (place, layer) in layers.iter_mut().enumerate() {
            match layer {
                Layer::Round(round) => {
                    round.refresh(&session.desk);
                    progress = Some(round.progress);
                }
                Layer::Review(review) => {
                    let decided = review.sent.is_some();
                    review.round = progress;
                    if !review.refresh(&session.desk, env.now) {
                        over = Some(place);
                    }
                    complete = decided && over.is_none() && review.progress.open == 0;
                }
                _ => {}
            }
        }
    }
    if let Some(place) = over {
        layers.truncate(place);
    }
    app.layers = layers;
    if complete {
        app.tell(ReviewWord::AllDecided.say(lang), Tone::Good);
    }
    let next = match app.layers.last_mut() {
        Some(Layer::Round(round)) if over.is_some() => {
            round.select_next();
            std::mem::take(&mut round.go_on).then(|| round.next.clone())
        }
        _ => None,
    };
    match next {
        Some(Some(group)) => start(app, &group, env, effects),
        Some(None) => super::round::summary(app),
        None => {}
    }
}

/// The selected member in full.
fn details(app: &mut App) {
    let page = match (app.layers.last(), app.session()) {
        (Some(Layer::Review(review)), Some(session)) => review.selected().and_then(|row| {
            let group = session.desk.register.group(&review.group)?;
            Some(Page::new(row.name.clone(), review::details(&session.desk, group, &row.membership)))
        }),
        _ => None,
    };
    app.layers.extend(page.map(Layer::Page));
}

/// The selected member, if it may be decided on; otherwise why not is told.
fn target(app: &mut App) -> Option<(MembershipId, String)> {
    let review = on_top(app)?;
    let row = review.selected()?;
    if row.listed {
        return Some((row.membership.clone(), row.name.clone()));
    }
    app.tell(ReviewWord::NotPart.say(app.lang()), Tone::Plain);
    None
}

/// Decides on the selected member.
fn decide(app: &mut App, verdict: Verdict, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let Some((membership, name)) = target(app) else { return };
    let Some(review) = on_top(app) else { return };
    let group = review.group.clone();
    let said = match &verdict {
        Verdict::Keep => ReviewDecision::Keep.say(lang).to_owned(),
        Verdict::Remove { reason } => ReviewWord::DecidedRemove.fill(lang, &[reason]),
        Verdict::Ask { .. } => ReviewDecision::Ask.say(lang).to_owned(),
        Verdict::Open => String::new(),
    };
    let notice = match &verdict {
        Verdict::Open => ReviewWord::Reopened.fill(lang, &[&name]),
        _ => ReviewWord::Decided.fill(lang, &[&name, &said]),
    };
    let step = ReviewStep::Decide { decided: vec![(membership.clone(), verdict)] };
    if carry(app, &Command::Review { group, step }, Next::Stay, env, effects) {
        if let Some(pending) = &mut app.pending {
            pending.notice = notice;
        }
        if let Some(review) = on_top(app) {
            review.mode = Mode::List;
            review.sent = Some(membership);
        }
    }
}

fn keep(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    if let Some(review) = on_top(app)
        && review.selected().is_some_and(|row| row.decision == Some(ReviewDecision::Keep))
    {
        // Kept already: the key only goes on.
        review.next_open(false);
        return;
    }
    decide(app, Verdict::Keep, env, effects);
}

fn reopen(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    if on_top(app).and_then(|review| review.selected()).is_some_and(|row| row.decision.is_some()) {
        decide(app, Verdict::Open, env, effects);
    }
}

fn remove(app: &mut App) {
    if target(app).is_some()
        && let Some(review) = on_top(app)
    {
        review.mode = Mode::Reason(TextInput::new());
    }
}

/// A digit chooses one of the reasons of the policy file while nothing is typed; everything else is typed.
pub fn type_key(app: &mut App, key: Key, env: Env, effects: &mut Vec<Effect>) -> bool {
    let lang = app.lang();
    let Some(Layer::Review(review)) = app.layers.last_mut() else { return false };
    let Mode::Reason(input) = &mut review.mode else { return false };
    let digit = match key.fold() {
        Folded::Command(Key { code: Code::Char(c), ctrl: false, alt: false, .. }) => c.to_digit(10),
        _ => None,
    };
    let chosen = digit.filter(|_| input.is_empty()).and_then(|digit| {
        let place = usize::try_from(digit).ok()?.checked_sub(1)?;
        app.settings.policy.removal_reasons(lang).nth(place).map(str::to_owned)
    });
    match chosen {
        Some(reason) => {
            decide(app, Verdict::Remove { reason }, env, effects);
            true
        }
        None => input.handle(key) != crate::tui::widgets::text_input::Edit::Ignored,
    }
}

/// Enter while a reason is typed: the typed one, or the proposed one where nothing is typed.
pub fn accept(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(review) = on_top(app) else { return };
    let Mode::Reason(input) = &review.mode else { return };
    let typed = input.text().trim().to_owned();
    let proposed = review.selected().and_then(|row| row.proposal.clone());
    let reason = if typed.is_empty() { proposed } else { Some(typed) };
    if let Some(reason) = reason {
        decide(app, Verdict::Remove { reason }, env, effects);
    }
}

/// Enter on the signature: the answer in focus. Where nobody has seen the question yet it answers nothing.
fn answer(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    match on_top(app).and_then(Review::focus).copied() {
        Some(focus) if !focus.is_shown() => {}
        Some(focus) if focus.is_yes() => sign_now(app, env, effects),
        Some(_) => cancel(app),
        None => {}
    }
}

/// Esc where something is asked for: back to the list.
pub fn cancel(app: &mut App) {
    let lang = app.lang();
    let Some(review) = on_top(app) else { return };
    let signs = matches!(std::mem::replace(&mut review.mode, Mode::List), Mode::Sign { .. });
    if signs {
        app.tell(SIGN.not_done.say(lang), Tone::Plain);
    }
}

/// Asks whom to ask about the selected member: whoever invited stands first.
fn ask(app: &mut App) {
    let lang = app.lang();
    let Some((membership, name)) = target(app) else { return };
    let Some(session) = app.session() else { return };
    let desk = &session.desk;
    let (_, mut items, ids) = candidates(desk, Candidates::People, None, lang);
    let mut people: Vec<Option<PersonId>> = ids.iter().map(|id| PersonId::held(id).ok()).collect();
    let inviter = desk.register.membership(&membership).and_then(|(_, row)| row.invited_by.clone());
    if let Some(place) = people.iter().position(|id| id.is_some() && *id == inviter) {
        let (item, id) = (items.remove(place), people.remove(place));
        items.insert(0, item);
        people.insert(0, id);
    }
    items.insert(0, Item::new(ReviewWord::AskNobody.say(lang).to_owned(), []));
    people.insert(0, None);
    let title = ReviewWord::AskTitle.fill(lang, &[&name]);
    let choice = Choice::Review(Pick::Whom(membership, people));
    app.layers.push(Layer::Picker(Box::new(Picker::new(title, items, choice))));
}

/// Something of a list was chosen.
pub fn picked(app: &mut App, pick: Pick, place: usize, env: Env, effects: &mut Vec<Effect>) {
    match pick {
        Pick::Whom(membership, people) => {
            let whom = people.get(place).cloned().flatten();
            question(app, &membership, Verdict::Ask { whom, what: String::new() }, env, effects);
        }
        Pick::Signer(people) => {
            let mut layers = std::mem::take(&mut app.layers);
            if let (Some(Layer::Review(review)), Some(session)) = (layers.last_mut(), app.session()) {
                review.sign_page(&session.desk, people.get(place).cloned(), env.now);
            }
            app.layers = layers;
        }
        Pick::Start(group) => begin(app, &group, place == 1, env, effects),
    }
}

/// Nothing of the list is called what was typed: where somebody is to be asked, that is what to ask.
pub fn typed(app: &mut App, picker: &Picker, env: Env, effects: &mut Vec<Effect>) -> bool {
    let Choice::Review(Pick::Whom(membership, _)) = &picker.choice else { return false };
    let what = picker.input.text().trim().to_owned();
    question(app, membership, Verdict::Ask { whom: None, what }, env, effects);
    true
}

fn question(app: &mut App, membership: &MembershipId, verdict: Verdict, env: Env, effects: &mut Vec<Effect>) {
    // The list may have moved under the picker: the question is about whom it was asked for.
    let here = on_top(app).and_then(|review| {
        let place = review.rows.iter().position(|row| row.membership == *membership)?;
        review.place.select(place);
        Some(())
    });
    if here.is_some() {
        decide(app, verdict, env, effects);
    }
}

/// The keys for the whole group ask first, and say how many.
fn ask_many(
    app: &mut App,
    decisions: fn(&Review, &Desk) -> Vec<(MembershipId, Verdict)>,
    question: ReviewWord,
    none: ReviewWord,
) {
    let lang = app.lang();
    let (Stage::Open(session), Some(Layer::Review(review))) = (&app.stage, app.layers.last_mut()) else {
        return;
    };
    let decided = decisions(review, &session.desk);
    let (open, group) = (review.progress.open, review.group.clone());
    if decided.is_empty() {
        app.tell(none.say(lang), Tone::Plain);
        return;
    }
    // The selected one may be among them; what is open after it is selected then.
    review.sent = review.selected().map(|row| row.membership.clone());
    let question = question.fill(lang, &[&open.to_string(), &decided.len().to_string()]);
    let then = Then::Carry(Command::Review { group, step: ReviewStep::Decide { decided } });
    app.layers.push(Layer::Confirm(Confirm::new(question, then)));
}

fn take_in(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let Some(review) = on_top(app) else { return };
    let group = review.group.clone();
    if review.joined == 0 {
        app.tell(ReviewWord::NobodyJoined.say(lang), Tone::Plain);
        return;
    }
    carry(app, &Command::Review { group, step: ReviewStep::TakeIn }, Next::Stay, env, effects);
}

/// The page for the signature; refused while somebody is open, whom the selection goes to.
fn sign(app: &mut App, env: Env) {
    let lang = app.lang();
    let signer = likely_signer(app);
    let Some(review) = on_top(app) else { return };
    if review.progress.open > 0 {
        let said =
            ReviewWord::StillOpen.fill(lang, &[&review.progress.open.to_string(), &review.open_names(lang)]);
        review.next_open(true);
        app.tell(said, Tone::Error);
        return;
    }
    let mut layers = std::mem::take(&mut app.layers);
    if let (Some(Layer::Review(review)), Some(session)) = (layers.last_mut(), app.session()) {
        let begun_by = session.desk.register.group(&review.group).and_then(reviews::in_progress);
        let reviewer = signer.or_else(|| begun_by.and_then(|(_, review)| review.reviewer.clone()));
        review.sign_page(&session.desk, reviewer, env.now);
    }
    app.layers = layers;
}

fn pick_signer(app: &mut App) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let (_, items, ids) = candidates(&session.desk, Candidates::Staff, None, lang);
    let people = ids.iter().filter_map(|id| PersonId::held(id).ok()).collect();
    let title = ReviewWord::PickSigner.say(lang).to_owned();
    let picker = Picker::new(title, items, Choice::Review(Pick::Signer(people)));
    app.layers.push(Layer::Picker(Box::new(picker)));
}

fn sign_now(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(review) = on_top(app) else { return };
    let Mode::Sign { reviewer, .. } = &review.mode else { return };
    let Some(reviewer) = reviewer.clone() else {
        // Nobody is named yet: that comes first.
        pick_signer(app);
        return;
    };
    let (group, minutes) = (review.group.clone(), review.spent(env.now));
    let step = ReviewStep::Sign { reviewer, minutes };
    if carry(app, &Command::Review { group, step }, Next::Stay, env, effects)
        && let Some(round) = app.layers.iter_mut().find_map(|layer| match layer {
            Layer::Round(round) => Some(round),
            _ => None,
        })
    {
        round.go_on = true;
    }
}

fn ask_abandon(app: &mut App) {
    let lang = app.lang();
    let Some(review) = on_top(app) else { return };
    let question = ReviewWord::AskAbandon.fill(lang, &[&review.progress.decided().to_string()]);
    let command = Command::Review { group: review.group.clone(), step: ReviewStep::Abandon };
    app.layers.push(Layer::Confirm(Confirm::new(question, Then::Carry(command))));
}

/// Leaves the review as it is; the time spent is recorded.
fn interrupt(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let Some(review) = on_top(app) else { return };
    let (group, minutes) = (review.group.clone(), review.spent(env.now));
    let said = ReviewWord::Interrupted
        .fill(lang, &[&review.progress.decided().to_string(), &review.progress.all.to_string()]);
    app.layers.pop();
    if let Some(Layer::Round(round)) = app.layers.last_mut() {
        round.go_on = false;
    }
    let step = ReviewStep::Spend { minutes };
    let record = minutes > 0 && write(app).is_ok();
    if record && carry(app, &Command::Review { group, step }, Next::Stay, env, effects) {
        if let Some(pending) = &mut app.pending {
            pending.notice = said;
        }
    } else {
        app.tell(said, Tone::Plain);
    }
}

/// Records the time spent on a review that is open when the register is closed. The decisions are in the vault already.
pub fn spend(app: &App, env: Env, effects: &mut Vec<Effect>) {
    let open = app.layers.iter().find_map(|layer| match layer {
        Layer::Review(review) => Some((review.group.clone(), review.spent(env.now))),
        _ => None,
    });
    let Some((group, minutes)) = open.filter(|(_, minutes)| *minutes > 0) else { return };
    if write(app).is_err() || app.pending.is_some() {
        return;
    }
    let command = Command::Review { group, step: ReviewStep::Spend { minutes } };
    let change = app.session().map(|session| command.plan(&session.desk.register, env.today()));
    if let Some(Ok(change)) = change {
        effects.push(Effect::Commit { change, action: command.action().to_owned() });
    }
}
