//! The library is embedded from these folders: a file that is added to them is a reason to build.

fn main() {
    for path in ["scenarios", "rubrics", "library.toml", "lexicon.toml"] {
        println!("cargo::rerun-if-changed={path}");
    }
}
