//! The program in a terminal, as a person has it before them.
#![cfg(unix)]

mod driver;

use driver::{CTRL_C, CTRL_D, CTRL_E, CTRL_O, ENTER, ESCAPE, Start, Terminal};

#[test]
fn look() {
    let data = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::start(Start::new(data.path(), &[]));
    terminal.choose("What would you like to do?", "Practise");
    terminal.choose("Which case?", "Explain the chatbot");
    terminal.until_asked("What now?");
    println!("{}\n=======", terminal.text());
    terminal.choose("What now?", "Policy");
    terminal.choose("What now?", "first question");
    terminal.until_written(0);
    println!("{}\n=======", terminal.text());
    terminal.send(CTRL_C);
    let gone = terminal.gone_well();
    println!("{}\n=======", gone.text);
    println!("{:?}", gone.too_wide);
    let _ = (CTRL_D, CTRL_E, CTRL_O, ENTER, ESCAPE);
}
