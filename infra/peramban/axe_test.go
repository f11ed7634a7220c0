package peramban

import (
	"fmt"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// pelanggaran is one rule that axe-core finds broken, and where.
type pelanggaran struct {
	ID, Help string
	Nodes    []struct {
		Target  []any
		Summary string `json:"failureSummary"`
	}
}

func (p pelanggaran) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "axe %s: %s", p.ID, p.Help)
	for n, s := range p.Nodes {
		if n == 3 {
			fmt.Fprintf(&b, "\n      and %d more", len(p.Nodes)-n)
			break
		}
		fmt.Fprintf(&b, "\n      %v %s", s.Target, strings.ReplaceAll(s.Summary, "\n", " "))
	}
	return b.String()
}

// aturanAxe are the rules of WCAG 2.2 to level AA, and what axe-core's makers advise.
const aturanAxe = `{runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}, resultTypes: ['violations']}`

// duniaAxe is axe-core beside the page that is open, in a world of its own: the page's
// policy stays as it is, and the page sees nothing of it.
type duniaAxe struct {
	b  *tab
	id runtime.ExecutionContextID
}

func (b *tab) muatAxe() duniaAxe {
	b.t.Helper()
	sumber, err := axe()
	if err != nil {
		b.t.Fatal(err)
	}
	frame := perintah(b, page.GetFrameTree, cdp.Empty{}).FrameTree.Frame.ID
	d := duniaAxe{b, perintah(b, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: frame, WorldName: "axe"}).ExecutionContextID}
	harus(b, "load axe-core", chromedp.Evaluate[bool](string(sumber)+"; true", d.di))
	return d
}

func (d duniaAxe) di(p *runtime.EvaluateParams) { p.ContextID = d.id }

// periksa lists what is broken on the page as it stands.
func (d duniaAxe) periksa() []pelanggaran {
	d.b.t.Helper()
	return harus(d.b, "run axe-core", chromedp.Evaluate[[]pelanggaran](`axe.run(document, `+aturanAxe+`).then(r => r.violations.map(v => ({id: v.id, help: v.help,
  nodes: v.nodes.map(n => ({target: n.target, failureSummary: n.failureSummary}))})))`, d.di, chromedp.EvalAwaitPromise))
}
