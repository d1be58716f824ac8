export const machine=()=>({}), markdown=()=>'', plain=()=>'', rewrite=x=>x, makeRows=()=>[];
