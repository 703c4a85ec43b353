//! What authors run over their content. Answers with data; rendering is elsewhere.

pub mod agree;
pub mod attack;
pub mod bench;
pub mod check;
pub mod explain;
pub mod export;
pub mod fit;
pub mod marking;
pub mod mend;
pub mod new;
mod reference;
pub mod suggest;
