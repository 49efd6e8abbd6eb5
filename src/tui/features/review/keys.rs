//! The review of a group's members and the round: each key on a member is one change in the vault, at once.

use crate::{
    policy::Rule,
    register::{
        Command, Date, Key as RecordKey, ReviewStep, Timing,
        id::{GroupId, MembershipId, PersonId},
        review::{self as reviews, Verdict},
        subject::Subject,
        words::ReviewDecision,
    },
    tui::{
        app::{
            App, Effect, Env, Next, Session, Stage,
            allowed::{always, selected, write},
            binding::{Binding, row, writes},
            page::Page,
        },
        desk::Desk,
        features::review,
        forms::{day::Reading, field::Candidates},
        keys::{Ctx, ch, ctrl, f},
        layers::{
            Answers, Prompt,
            answers::{answer, other_answer},
            moving::{bottom, down, page_down, page_up, top, up},
            on_day,
            picker::{Item, Picker},
            recorded,
        },
        lists::RowKey,
        recording::{asking, candidates::candidates, commit::carry},
        terminal::{
            input::{Code, Key},
            tone::Tone,
        },
        widgets::text_input::TextInput,
        words::{EnumWord, Reason, ReviewWord, Word},
    },
};

use super::{Mode, Review, round::Round};
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
    page_down(Ctx::ReviewSign).called(Word::KeyReadDown, 5).where_possible(reads_on),
    top(Ctx::ReviewSign),
    bottom(Ctx::ReviewSign),
    row(Ctx::ReviewSign, &[Key::ENTER], Word::KeyAnswer, 4, always, answer),
    other_answer(Ctx::ReviewSign, &[Key::DOWN, Key::RIGHT, Key::TAB]),
    other_answer(Ctx::ReviewSign, &[Key::UP, Key::LEFT, Key::BACK_TAB]),
    writes(Ctx::ReviewSign, &[ch('p'), f(4)], Word::KeyReviewSigner, 3, always, |app, _, _| {
        pick_signer(app);
    }),
];

const fn begin_review(ctx: Ctx, bar: u8) -> Binding {
    let keys = const { &[ch('s'), ctrl('s')] };
    writes(ctx, keys, Word::KeyReview, bar, selected, start_selected).on_row()
}

/// The review where it is on top.
fn on_top(app: &mut App) -> Option<&mut Review> {
    match app.layers.top_mut::<Review>() {
        Some(review) => Some(review),
        _ => None,
    }
}

/// The group of the selected row.
fn start_selected(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    match app.session().and_then(Session::selected) {
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
            let ways = [
                (Item::new(ReviewWord::StartNew.say(lang).to_owned(), []), false),
                (Item::new(ReviewWord::StartAmend.fill(lang, &[&on.to_string()]), []), true),
            ];
            let group = id.clone();
            app.layers.push(Picker::new(title, ways, move |app, amend, env, effects| {
                begin(app, &group, amend, env, effects);
            }));
        }
        None => begin(app, id, false, env, effects),
    }
}

fn begin(app: &mut App, group: &GroupId, amend: bool, env: Env, effects: &mut Vec<Effect>) {
    let reviewer = likely_signer(app);
    let step = if amend { ReviewStep::Amend { reviewer } } else { ReviewStep::Begin { reviewer } };
    let command = Command::Review { group: group.clone(), step };
    let group = group.clone();
    carry(app, &command, Next::then(move |app, env, _| open(app, group, env)), env, effects);
}

/// Opens the review of a group that is in progress.
pub fn open(app: &mut App, group: GroupId, env: Env) {
    let mut review = Review::new(group, env.now);
    let Some(session) = app.session() else { return };
    review.round = app.layers.all::<Round>().next().map(|round| round.progress);
    if review.refresh(&session.desk, env.now) {
        app.layers.push(review);
    }
}

/// The register has changed: the review and the round that are open read it again. A review that is over is closed, and
/// in a round the next one follows.
pub fn sync(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let (layers, scene) = app.split();
    let Some(session) = scene.session else { return };
    let mut progress = None;
    for round in layers.all_mut::<Round>() {
        round.refresh(&session.desk);
        progress = Some(round.progress);
    }
    let (mut over, mut complete) = (false, false);
    for review in layers.all_mut::<Review>() {
        let decided = review.sent.is_some();
        review.round = progress;
        over = !review.refresh(&session.desk, env.now);
        complete = decided && !over && review.progress.open == 0;
    }
    if over {
        layers.close::<Review>();
    }
    if complete {
        app.tell(ReviewWord::AllDecided.say(lang), Tone::Good);
    }
    let next = app.layers.top_mut::<Round>().filter(|_| over).and_then(|round| {
        round.select_next();
        std::mem::take(&mut round.go_on).then(|| round.next.clone())
    });
    match next {
        Some(Some(group)) => start(app, &group, env, effects),
        Some(None) => super::round_keys::summary(app),
        None => {}
    }
}

/// The selected member in full.
fn details(app: &mut App) {
    let page = match (app.layers.top::<Review>(), app.session()) {
        (Some(review), Some(session)) => review.selected().and_then(|row| {
            let group = session.desk.register.group(&review.group)?;
            Some(Page::new(row.name.clone(), review::details(&session.desk, group, &row.membership)))
        }),
        _ => None,
    };
    app.layers.extend(page);
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
pub fn decide(app: &mut App, verdict: Verdict, env: Env, effects: &mut Vec<Effect>) {
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

/// Esc where something is asked for: back to the list.
pub fn cancel(app: &mut App) {
    let lang = app.lang();
    let Some(review) = on_top(app) else { return };
    let signs = matches!(std::mem::replace(&mut review.mode, Mode::List), Mode::Sign { .. });
    if signs {
        app.tell(Answers::SIGN.not_done.say(lang), Tone::Plain);
    }
}

/// Asks whom to ask about the selected member: whoever invited stands first.
fn ask(app: &mut App) {
    let lang = app.lang();
    let Some((membership, name)) = target(app) else { return };
    let Some(session) = app.session() else { return };
    let desk = &session.desk;
    let (_, people) = candidates(desk, Candidates::People, None, lang);
    let people = people.into_iter().map(|(item, id)| (item, PersonId::held(&id).ok()));
    let mut people: Vec<(Item, Option<PersonId>)> = people.collect();
    let inviter = desk.register.membership(&membership).and_then(|(_, row)| row.invited_by.clone());
    if let Some(place) = people.iter().position(|(_, id)| id.is_some() && *id == inviter) {
        people[..=place].rotate_right(1);
    }
    people.insert(0, (Item::new(ReviewWord::AskNobody.say(lang).to_owned(), []), None));
    let title = ReviewWord::AskTitle.fill(lang, &[&name]);
    let of = membership.clone();
    let picker = Picker::new(title, people, move |app, whom, env, effects| {
        question(app, &membership, Verdict::Ask { whom, what: String::new() }, env, effects);
    });
    // Nobody is called what was typed: that is what to ask.
    app.layers.push(picker.or(move |app, typed, env, effects| {
        let verdict = Verdict::Ask { whom: None, what: typed.to_owned() };
        question(app, &of, verdict, env, effects);
    }));
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
    let (Stage::Open(session), Some(review)) = (&app.stage, app.layers.top_mut::<Review>()) else {
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
    asking::confirm(app, question, Command::Review { group, step: ReviewStep::Decide { decided } });
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
    let (layers, scene) = app.split();
    if let (Some(review), Some(session)) = (layers.top_mut::<Review>(), scene.session) {
        let begun_by = session.desk.register.group(&review.group).and_then(reviews::in_progress);
        let reviewer = signer.or_else(|| begun_by.and_then(|(_, review)| review.reviewer.clone()));
        review.sign_page(&session.desk, reviewer, env.now);
    }
}

/// The page of the signature is longer than the window.
fn reads_on(app: &App) -> Result<(), Reason> {
    match app.layers.top::<Review>().map(|review| &review.mode) {
        Some(Mode::Sign { reads_on: true, .. }) => Ok(()),
        _ => Err(Reason::AllInSight),
    }
}

fn pick_signer(app: &mut App) {
    let lang = app.lang();
    let Some(session) = app.session() else { return };
    let (_, people) = candidates(&session.desk, Candidates::Staff, None, lang);
    let people = people.into_iter().filter_map(|(item, id)| Some((item, PersonId::held(&id).ok()?)));
    app.layers.push(Picker::new(ReviewWord::PickSigner.say(lang), people, |app, signer, env, _| {
        let (layers, scene) = app.split();
        if let (Some(review), Some(session)) = (layers.top_mut::<Review>(), scene.session) {
            review.sign_page(&session.desk, Some(signer), env.now);
        }
    }));
}

pub fn sign_now(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let Some(review) = on_top(app) else { return };
    let Mode::Sign { reviewer, .. } = &review.mode else { return };
    let Some(reviewer) = reviewer.clone() else {
        // Nobody is named yet: that comes first.
        pick_signer(app);
        return;
    };
    let group = review.group.clone();
    if likely_signer(app).as_ref() == Some(&reviewer) {
        signed(app, group, reviewer, None, env, effects);
        return;
    }
    // Somebody else's signature has a day of its own.
    let who = app.session().map(|session| session.desk.name(&reviewer)).unwrap_or_default();
    let question = ReviewWord::AskSignedOn.fill(app.lang(), &[&who]);
    let take = on_day(Reading::day(Timing::Deed), move |app, on, env, effects| {
        recorded(signed(app, group.clone(), reviewer.clone(), Some(on), env, effects))
    });
    app.layers.push(Prompt::new(question, "", take));
}

fn signed(
    app: &mut App,
    group: GroupId,
    reviewer: PersonId,
    on: Option<Date>,
    env: Env,
    effects: &mut Vec<Effect>,
) -> bool {
    let spent = app.layers.all::<Review>().next().map(|review| review.spent(env.now));
    let step = ReviewStep::Sign { reviewer, minutes: spent.unwrap_or_default(), on };
    let done = carry(app, &Command::Review { group, step }, Next::Stay, env, effects);
    if done && let Some(round) = app.layers.all_mut::<Round>().next() {
        round.go_on = true;
    }
    done
}

fn ask_abandon(app: &mut App) {
    let lang = app.lang();
    let Some(review) = on_top(app) else { return };
    let question = ReviewWord::AskAbandon.fill(lang, &[&review.progress.decided().to_string()]);
    let command = Command::Review { group: review.group.clone(), step: ReviewStep::Abandon };
    asking::confirm(app, question, command);
}

/// Leaves the review as it is; the time spent is recorded.
fn interrupt(app: &mut App, env: Env, effects: &mut Vec<Effect>) {
    let lang = app.lang();
    let Some(review) = on_top(app) else { return };
    let (group, minutes) = (review.group.clone(), review.spent(env.now));
    let said = ReviewWord::Interrupted
        .fill(lang, &[&review.progress.decided().to_string(), &review.progress.all.to_string()]);
    app.layers.pop();
    if let Some(round) = app.layers.top_mut::<Round>() {
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
    let open = app.layers.all::<Review>().next().map(|review| (review.group.clone(), review.spent(env.now)));
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
