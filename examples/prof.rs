use hotseat::content::ids::{QuestionId, ScenarioId};
use hotseat::library::Library;
use hotseat::scoring::{Given, assess};
use hotseat::session::compile;
fn main() {
    let library = Library::builtin();
    let scenario = library.scenario(&ScenarioId::new("chatbot-explainability")).unwrap().value;
    let question = scenario.question(&QuestionId::new("scope")).unwrap();
    let rubric = compile(&library, &scenario, question).unwrap().without_meaning();
    let text = std::fs::read_to_string("/tmp/ans.txt").unwrap();
    let n: u32 = std::env::args().nth(1).unwrap().parse().unwrap();
    let t = std::time::Instant::now();
    let mut x = 0;
    for _ in 0..n {
        x += usize::from(assess(&rubric, Given::answer(&text)).level.unwrap());
    }
    println!("{x} {:?}", t.elapsed() / n);
}
