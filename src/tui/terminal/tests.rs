//! The terminal is whole again after every kind of end: a program in a pseudo-terminal, this test binary itself.

use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::tui::runtime::spawn_reader;

use ratatui::style::Style;

use super::{buffer::put, input::Input, *};

/// What the program in the pseudo-terminal does: started by the tests below, never by the test run itself.
#[test]
#[ignore = "runs inside the pseudo-terminal of the other tests"]
fn child() {
    let Ok(mark) = std::env::var("TERMINAL_TEST_MARK") else { return };
    let (sender, inputs) = mpsc::channel::<Input>();
    let stopping = sender.clone();
    let stop = move || stopping.send(Input::Key(input::Key::ctrl('z'))).unwrap();
    on_signals(move || std::fs::write(mark, "closed").unwrap(), stop).unwrap();
    let (mut session, heard) = Session::enter(Looks::of(|name| std::env::var_os(name))).unwrap();
    spawn_reader(sender, heard.early, heard.late, Arc::default()).unwrap();
    let mut line = "用意ができました".to_owned();
    loop {
        session
            .draw(|buf| {
                let size = format!("{}x{}", buf.area.width, buf.area.height);
                put(buf, 0, 0, &line, usize::MAX, Style::new());
                put(buf, 0, 1, &size, usize::MAX, Style::new());
                Some(Position::ORIGIN)
            })
            .unwrap();
        let input = inputs.recv().unwrap();
        match input {
            Input::Key(key) => match key.to_string().as_str() {
                "q" => return,
                "p" => panic!("on purpose"),
                "t" => {
                    let _ = thread::spawn(|| panic!("elsewhere")).join();
                    "still here".clone_into(&mut line);
                }
                "c" => session.copy("山").unwrap(),
                "C-z" => {
                    session.suspend().unwrap();
                    "続きです".clone_into(&mut line);
                }
                other => line = format!("key {other}"),
            },
            Input::Burst(keys) => line = format!("burst of {}", keys.len()),
            Input::Paste(text) => line = format!("paste {text:?}"),
            Input::Resize(..) | Input::FocusGained | Input::FocusLost => {}
            Input::Closed => return,
        }
    }
}

struct Run {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    parser: Arc<Mutex<vt100::Parser>>,
    bytes: Arc<Mutex<Vec<u8>>>,
    mark: tempfile::TempDir,
}

fn start() -> Run {
    let mark = tempfile::tempdir().unwrap();
    let size = PtySize { rows: 10, cols: 40, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "tui::terminal::tests::child", "--ignored", "--nocapture"]);
    command.env("TERMINAL_TEST_MARK", mark.path().join("mark"));
    let child = pair.slave.spawn_command(command).unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let dimension = |n| std::num::NonZeroU16::new(n).unwrap();
    let parser = Arc::new(Mutex::new(vt100::Parser::new(dimension(10), dimension(40), 0)));
    let bytes = Arc::new(Mutex::new(Vec::new()));
    let (feed, keep) = (Arc::clone(&parser), Arc::clone(&bytes));
    thread::spawn(move || {
        let mut chunk = [0; 4096];
        while let Ok(n @ 1..) = reader.read(&mut chunk) {
            feed.lock().unwrap().process(&chunk[..n]);
            keep.lock().unwrap().extend_from_slice(&chunk[..n]);
        }
    });
    let writer = pair.master.take_writer().unwrap();
    let run = Run { master: Some(pair.master), writer: Some(writer), child, parser, bytes, mark };
    run.sees("用意ができました");
    run
}

fn within(seconds: u64, what: &str, mut done: impl FnMut() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < Duration::from_secs(seconds), "not within {seconds} s: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

impl Run {
    fn screen(&self) -> String {
        self.parser.lock().unwrap().screen().contents()
    }

    fn sees(&self, text: &str) {
        within(20, &format!("{text:?} on the screen"), || self.screen().contains(text));
    }

    fn send(&mut self, bytes: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(bytes.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    fn ends(&mut self) -> portable_pty::ExitStatus {
        within(10, "the end of the program", || self.child.try_wait().unwrap().is_some());
        self.child.try_wait().unwrap().unwrap()
    }

    /// Whether the terminal is as it was before.
    fn is_whole(&self) -> bool {
        let parser = self.parser.lock().unwrap();
        let screen = parser.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    }

    fn state(&self) -> char {
        let stat =
            std::fs::read_to_string(format!("/proc/{}/stat", self.child.process_id().unwrap())).unwrap();
        stat.rsplit_once(") ").unwrap().1.chars().next().unwrap()
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([name, &id]).status().unwrap().success());
    }

    fn closed_register(&self) -> bool {
        Path::new(&self.mark.path().join("mark")).exists()
    }
}

#[test]
fn the_terminal_is_taken_and_given_back() {
    let mut run = start();
    assert!(run.parser.lock().unwrap().screen().alternate_screen());
    assert!(run.parser.lock().unwrap().screen().bracketed_paste());
    assert!(!run.parser.lock().unwrap().screen().hide_cursor());
    run.send("\x1b[200~山田\n花子\x1b[201~");
    run.sees(r#"paste "山田"#);
    run.send("q");
    assert!(run.ends().success());
    within(5, "a whole terminal", || run.is_whole());
}

#[test]
fn a_panic_gives_the_terminal_back_and_its_message_can_be_read() {
    let mut run = start();
    run.send("p");
    run.ends();
    within(5, "a whole terminal", || run.is_whole());
    let bytes = run.bytes.lock().unwrap().clone();
    let text = String::from_utf8_lossy(&bytes);
    let (_, after) = text.rsplit_once("\x1b[?1049l").unwrap();
    assert!(after.contains("on purpose"), "{after}");
}

#[test]
fn a_panic_of_another_thread_does_not_touch_the_screen() {
    let mut run = start();
    run.send("t");
    run.sees("still here");
    assert!(!run.screen().contains("elsewhere"));
    assert!(run.parser.lock().unwrap().screen().alternate_screen());
    run.send("q");
    run.ends();
}

#[test]
fn a_termination_closes_the_register_and_gives_the_terminal_back() {
    for signal in ["-TERM", "-QUIT"] {
        let mut run = start();
        run.signal(signal);
        assert!(!run.ends().success(), "{signal}");
        assert!(run.closed_register(), "{signal}");
        within(5, "a whole terminal", || run.is_whole());
    }
}

#[test]
fn a_dropped_line_closes_the_register_and_ends_the_program() {
    let mut run = start();
    let start = Instant::now();
    run.writer = None;
    run.master = None;
    // The reading thread of the test holds the line as well: tell the program what the system would.
    run.signal("-HUP");
    run.ends();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert!(run.closed_register());
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_z_stops_the_program_and_fg_paints_everything_anew() {
    stops(|run| run.send("\x1a"));
}

#[cfg(target_os = "linux")]
#[test]
fn whoever_asks_it_to_stop_gets_the_terminal_back_too() {
    stops(|run| run.signal("-TSTP"));
}

#[cfg(target_os = "linux")]
fn stops(ask: impl Fn(&mut Run)) {
    let mut run = start();
    ask(&mut run);
    within(5, "a stopped program", || run.state() == 'T');
    within(5, "a whole terminal", || run.is_whole());
    run.signal("-CONT");
    run.sees("続きです");
    assert!(run.parser.lock().unwrap().screen().alternate_screen());
    run.send("q");
    assert!(run.ends().success());
}

#[test]
fn a_window_of_any_size_is_drawn() {
    let mut run = start();
    for (columns, rows) in [(1, 1), (0, 0), (30, 5)] {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        run.master.as_ref().unwrap().resize(size).unwrap();
        run.send("x");
    }
    run.sees("30x5");
    run.send("q");
    assert!(run.ends().success());
}

#[test]
fn a_copy_reaches_the_clipboard_of_the_terminal() {
    let mut run = start();
    run.send("c");
    within(5, "the clipboard sequence", || {
        String::from_utf8_lossy(&run.bytes.lock().unwrap()).contains("\x1b]52;c;5bGx\x07")
    });
    run.send("q");
    run.ends();
}
