use hotseat::content::lower;
use hotseat::content::ids::*;
use hotseat::content::*;
use hotseat::scoring::*;
fn rd(p:&str)->String{std::fs::read_to_string(p).unwrap_or_else(|e|panic!("{p} {e}"))}
fn show(d:&[Diagnostic], text:&str){for x in d {let at=x.labels.first().map(|l|text[..l.span.start.min(text.len())].lines().count()).unwrap_or(0);println!("  {} {}:{} {} | {:?}",x.code,x.file,at,x.headline,x.help);}}
fn main(){
 let only:Vec<String>=std::env::args().skip(1).collect();
 let lt=rd("lexicon.toml"); let lx=lower::lexicon("lexicon.toml",&lt); show(&lx.diagnostics,&lt); let lx=lx.value.unwrap();
 let mut fws=vec![];
 for f in ["pdca","project-lifecycle","nist-ai-rmf","star"]{let p=format!("rubrics/frameworks/{f}.toml");let t=rd(&p);let l=lower::framework(&FrameworkId::new(f),&p,&t);show(&l.diagnostics,&t);if let Some(v)=l.value{fws.push((v,t));}}
 for sc in ["chatbot-explainability","credit-fairness","global-hr-tool","interview-classics"]{
  let p=format!("scenarios/{sc}.toml");let Ok(t)=std::fs::read_to_string(&p) else {continue};let l=lower::scenario(&ScenarioId::new(sc),&p,&t);show(&l.diagnostics,&t);let Some(s)=l.value else{continue};
  for q in &s.questions{ let QuestionKind::Open(o)=&q.kind else{continue};
   let key=format!("{sc}/{}",q.id); if !only.is_empty() && !only.iter().any(|a|key.contains(a.as_str())){continue}
   let p=format!("rubrics/{}.toml",o.rubric);let Ok(rt)=std::fs::read_to_string(&p) else{println!("missing {p}");continue};let l=lower::rubric(&o.rubric,&p,&rt);show(&l.diagnostics,&rt);let Some(r)=l.value else{continue};
   let c=match CompiledRubric::new(Parts{question:&key,prompt:&q.prompt,rubric:&r,rubric_text:&rt,frameworks:&fws,lexicon:&lx,lexicon_text:&lt}){Ok(c)=>c,Err(e)=>{println!("{key}: {e}");continue}};
   println!("== {key} nodes {} cuts {:?}",c.node_count(),r.cuts);
   let mut set:Vec<(String,i32,String,String)>=o.samples.iter().map(|s|(format!("sample-{}",s.level),s.level as i32,s.text.clone(),String::new())).collect();
   let p=format!("rubrics/{}.marked.toml",o.rubric);let mt=rd(&p);let l=lower::marked(&p,&mt);show(&l.diagnostics,&mt);
   let p2=format!("rubrics/{}.marks/author.toml",o.rubric);let kt=rd(&p2);let k=lower::marks(&p2,&kt);show(&k.diagnostics,&kt);
   if let (Some(ms),Some(k))=(l.value,k.value){for m in ms{let mk=k.marks.get(&m.id);set.push((m.id.clone(),mk.and_then(|m|m.level).map_or(-1,|x|x as i32),m.text.clone(),mk.map(|m|m.criteria.iter().map(|(c,l)|format!("{c}={l}")).collect::<Vec<_>>().join(" ")).unwrap_or_default()));}}
   let mut exact=0;
   for (id,lv,text,marks) in &set{let t0=std::time::Instant::now();let a=assess(&c,Given::answer(text));let us=t0.elapsed().as_micros();
     let got=a.level.map_or(-1,|l|l as i32); if got==*lv{exact+=1}
     println!("{:14} given {lv} got {got} {:>3}% {} {}us  [{}] {}",id,a.percent.unwrap_or(0),if got==*lv{"    "}else{"<<<<"},us,a.criteria.iter().map(|c|format!("{}={}",c.id,c.level.map_or("-".into(),|l|l.to_string()))).collect::<Vec<_>>().join(" "),a.flags.iter().map(|f|format!("{:?}",f.code)).collect::<Vec<_>>().join(","));
     if got!=*lv && !marks.is_empty(){println!("                               marks [{marks}]");}
   }
   println!("exact {exact}/{}",set.len());
  }}
}
