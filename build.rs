//! The library and the pages on problems are embedded from these folders: a file that is added to
//! them is a reason to build.

fn main() {
    for path in ["scenarios", "rubrics", "library.toml", "lexicon.toml", "docs/lints"] {
        println!("cargo::rerun-if-changed={path}");
    }
}
