package gambar

func ukur(s string, ukuran float64, tebal bool) float64 {
	n := 0.0
	for range s {
		n += 0.52
	}
	if tebal {
		n *= 1.08
	}
	return n * ukuran
}
