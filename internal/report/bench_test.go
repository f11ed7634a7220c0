//go:build linux

package report_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"capaian/internal/report/document"
	"capaian/internal/report/reporttest"
	"capaian/internal/reporter"
	"capaian/internal/sakip"
)

// kaliTulis is the environment variable by which a benchmark runs this program again: a
// format, and how often to write the report.
const kaliTulis = "CAPAIAN_UJI_TULIS"

func TestMain(m *testing.M) {
	if s := os.Getenv(kaliTulis); s != "" {
		var format string
		var kali int
		if _, err := fmt.Sscan(s, &format, &kali); err != nil {
			panic(err)
		}
		tulisBerkali(sakip.FormatLaporan(format), kali)
		return
	}
	os.Exit(m.Run())
}

// enamPuluh is the report of 2023 with as much running text as makes sixty pages of it.
func enamPuluh(t testing.TB) document.Dokumen {
	d := reporttest.LKjIP(t)
	d.Blok = append(d.Blok, document.Judul{Tingkat: 1, Teks: "LAMPIRAN", TanpaNomor: true})
	for range 22 {
		d.Blok = append(d.Blok, document.Paragraf{Teks: document.T(strings.Repeat("Pelayanan kepada masyarakat dilaksanakan secara bertahap sesuai dengan kewenangan perangkat daerah. ", 9))})
	}
	d.Nomori()
	return d
}

// tulisBerkali writes the report and prints its bytes, the nanoseconds of one time, the
// first left out where there are more, and the most memory that the process had, in kB.
// Not at all, it prints that of a process which has the report and writes nothing.
func tulisBerkali(f sakip.FormatLaporan, kali int) {
	d := enamPuluh(&testing.B{})
	var lama time.Duration
	byteBerkas := 0
	for n := range kali {
		if n == 1 {
			lama = 0
		}
		mulai := time.Now()
		body, _, _, err := reporter.Render(d, f)
		if err != nil {
			panic(err)
		}
		lama += time.Since(mulai)
		byteBerkas = len(body)
	}
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	fmt.Println(byteBerkas, lama.Nanoseconds()/int64(max(1, kali-1)), u.Maxrss)
}

// BenchmarkWriter writes a report of sixty pages in a process of its own: not at all, once,
// and the mean of twenty times more.
func BenchmarkWriter(b *testing.B) {
	for _, f := range []sakip.FormatLaporan{sakip.PDF, sakip.DOCX, sakip.XLSX, sakip.HTML} {
		for _, kali := range []int{0, 1, 21} {
			nama := map[int]string{0: "nothing", 1: "fresh", 21: "warm"}[kali]
			b.Run(fmt.Sprintf("%s/%s", f, nama), func(b *testing.B) {
				var ms, mb, ukuran float64
				for b.Loop() {
					cmd := exec.Command(os.Args[0])
					cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d", kaliTulis, f, kali))
					out, err := cmd.Output()
					if err != nil {
						b.Fatal(err)
					}
					angka := bytes.Fields(out)
					if len(angka) != 3 {
						b.Fatalf("got %q", out)
					}
					n := func(i int) float64 {
						x, err := strconv.ParseFloat(string(angka[i]), 64)
						if err != nil {
							b.Fatal(err)
						}
						return x
					}
					ukuran, ms, mb = n(0), ms+n(1)/1e6, max(mb, n(2)/1024)
				}
				b.ReportMetric(ms/float64(b.N), "ms")
				b.ReportMetric(mb, "peak-MB")
				b.ReportMetric(ukuran, "byte")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}
