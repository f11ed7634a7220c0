package report

import (
	"strings"

	"github.com/shopspring/decimal"

	"capaian/internal/report/document"
	"capaian/internal/sakip"
)

// This file writes the rules of the engine as formulas. Multiplication comes before
// division, so that a quotient that ends comes out exact in binary floats too.

// tetap is a number as a formula writes it.
func tetap(d decimal.Decimal) string {
	if d.IsNegative() {
		return "(" + d.String() + ")"
	}
	return d.String()
}

// bilangan is a small whole number as a formula writes it.
func bilangan(n int32) string { return decimal.NewFromInt32(n).String() }

// bulat cuts an expression to n decimals. Cutting off first takes away the noise of
// binary floats, as the engine takes away that of its quotients.
func bulat(x string, n int32, cara sakip.Pembulatan) string {
	if cara == sakip.Potong {
		return "TRUNC(ROUND(" + x + ",10)," + bilangan(n) + ")"
	}
	return "ROUND(" + x + "," + bilangan(n) + ")"
}

// bilaAda is x where the cell it hangs on has a figure.
func bilaAda(sel, x string) string { return "IF(" + sel + `="","",` + x + ")" }

// rumusCapaian is the raw capaian of realisasi r against target t (and atas, the upper
// end of a range), as sakip.HitungCapaian has it.
func rumusCapaian(arah sakip.Arah, t, atas, r string, k sakip.Kebijakan) string {
	naik := "IF(" + t + `<=0,"",` + r + "*100/" + t + ")"
	turun := func(t string) string {
		x := "(2*" + t + "-" + r + ")*100/" + t
		if k.RumusTurun == sakip.TBagiR {
			x = "IF(" + r + `<=0,"",` + t + "*100/" + r + ")"
		}
		return "IF(" + t + `<0,"",IF(` + t + "=0,IF(" + r + ">0,0,100)," + x + "))"
	}
	switch arah {
	case sakip.Turun:
		return turun(t)
	case sakip.Rentang:
		return "IF(" + r + ">" + atas + "," + turun(atas) + ",IF(" + r + "<" + t + "," + naik + ",100))"
	default:
		return naik
	}
}

// rumusTampil is a raw percentage as shown: within floor and cap, cut to the decimals.
func rumusTampil(m string, k sakip.Kebijakan) string {
	x := m
	if k.BatasBawah != nil {
		x = "MAX(" + x + "," + tetap(*k.BatasBawah) + ")"
	}
	if k.BatasAtas != nil {
		x = "MIN(" + x + "," + tetap(*k.BatasAtas) + ")"
	}
	return bulat(x, k.Desimal, k.Pembulatan)
}

// rumusKategori asks the classes of the scale in their order; the last needs no
// question, for a scale covers the line.
func rumusKategori(tampil, m string, k sakip.Kebijakan) string {
	if len(k.Skala.Kelas) == 0 {
		return ""
	}
	v := tampil
	if k.DasarKategori == sakip.DariMentah {
		v = "ROUND(" + m + ",10)"
	}
	var b strings.Builder
	kelas := k.Skala.Kelas
	for n, c := range kelas {
		if n == len(kelas)-1 {
			b.WriteString(document.Kutip(c.Nama))
			break
		}
		var syarat []string
		if c.Bawah != nil {
			syarat = append(syarat, v+pilih(c.BawahTermasuk, ">=", ">")+tetap(*c.Bawah))
		}
		if c.Atas != nil {
			syarat = append(syarat, v+pilih(c.AtasTermasuk, "<=", "<")+tetap(*c.Atas))
		}
		b.WriteString("IF(AND(" + strings.Join(syarat, ",") + ")," + document.Kutip(c.Nama) + ",")
	}
	return bilaAda(tampil, b.String()+strings.Repeat(")", len(kelas)-1))
}

// pilih is one of two texts.
func pilih(ya bool, a, b string) string {
	if ya {
		return a
	}
	return b
}

// rumusRata is the mean of cells by weight; cells without a figure do not count. With
// equal weights the spreadsheet's own mean passes over them.
func rumusRata(sel []string, bobot []decimal.Decimal) string {
	var atas, bawah []string
	sama := true
	for i, s := range sel {
		sama = sama && bobot[i].Equal(bobot[0])
		atas = append(atas, "N("+s+")*"+tetap(bobot[i]))
		bawah = append(bawah, "ISNUMBER("+s+")*"+tetap(bobot[i]))
	}
	if sama {
		return "AVERAGE(" + strings.Join(sel, ",") + ")"
	}
	return "(" + strings.Join(atas, "+") + ")/(" + strings.Join(bawah, "+") + ")"
}

// alamat is a named cell and the row it stands in.
type alamat struct {
	kunci string
	baris int
}

// rumusJumlah sums cells of one column; three or more in consecutive rows become a
// rectangle.
func rumusJumlah(sel []alamat) string {
	var bagian []string
	for i := 0; i < len(sel); {
		j := i
		for j+1 < len(sel) && sel[j+1].baris == sel[j].baris+1 {
			j++
		}
		if j-i >= 2 {
			bagian = append(bagian, ref(sel[i].kunci)+":"+ref(sel[j].kunci))
		} else {
			for n := i; n <= j; n++ {
				bagian = append(bagian, ref(sel[n].kunci))
			}
		}
		i = j + 1
	}
	return "SUM(" + strings.Join(bagian, ",") + ")"
}
