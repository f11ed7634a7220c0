package huruf_test

import (
	"math"
	"testing"

	"capaian/internal/report/huruf"
)

func TestBagiLebar(t *testing.T) {
	tests := []struct {
		nama                         string
		minimum, maksimum, bagian, w []float64
	}{
		{"room for all: the rest by shares", []float64{10, 10}, []float64{20, 40}, []float64{1, 3}, []float64{30, 70}},
		{"by shares", []float64{10, 10}, []float64{200, 200}, []float64{1, 3}, []float64{25, 75}},
		{"no less than its words", []float64{40, 10}, []float64{200, 200}, []float64{1, 3}, []float64{40, 60}},
		{"no more than it fills", []float64{10, 10}, []float64{15, 200}, []float64{3, 1}, []float64{15, 85}},
		{"words broken in the widest", []float64{10, 200, 300}, []float64{20, 300, 400}, []float64{1, 1, 1}, []float64{10, 45, 45}},
		{"no shares", []float64{10, 10}, []float64{300, 300}, []float64{0, 0}, []float64{50, 50}},
		{"no columns", nil, nil, nil, nil},
	}
	for _, tt := range tests {
		got := huruf.BagiLebar(tt.minimum, tt.maksimum, tt.bagian, 100)
		if len(got) != len(tt.w) {
			t.Errorf("%s: got %v, want %v", tt.nama, got, tt.w)
			continue
		}
		for i := range got {
			if math.Abs(got[i]-tt.w[i]) > 0.01 {
				t.Errorf("%s: got %v, want %v", tt.nama, got, tt.w)
				break
			}
		}
	}
}
