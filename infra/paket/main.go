// Command paket builds the functions for AWS Lambda: <folder>/<name>/bootstrap and
// <folder>/<name>.zip, the same bytes for the same source. Without names it builds all.
package main

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	arch := flag.String("arch", "arm64", "architecture, as the template's Arsitektur")
	folder := flag.String("ke", "build", "folder to build into")
	flag.Parse()
	names := flag.Args()
	if len(names) == 0 {
		mains, err := filepath.Glob("functions/*/main.go")
		if err != nil || len(mains) == 0 {
			fmt.Fprintln(os.Stderr, "paket: there are no functions here", err)
			os.Exit(1)
		}
		for _, m := range mains {
			names = append(names, filepath.Base(filepath.Dir(m)))
		}
	}
	for _, name := range names {
		if err := build(name, *arch, *folder); err != nil {
			fmt.Fprintln(os.Stderr, "paket:", err)
			os.Exit(1)
		}
	}
}

func build(name, arch, folder string) error {
	binary := filepath.Join(folder, name, "bootstrap")
	cmd := exec.Command("go", "build", "-trimpath", "-tags", "lambda.norpc", "-ldflags", "-s -w", "-o", binary, "./functions/"+name)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+arch)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("build %s: %w", name, err)
	}
	body, err := os.ReadFile(binary)
	if err != nil {
		return err
	}
	packed, err := pack(body)
	if err != nil {
		return err
	}
	fmt.Printf("%-9s %s  binary %5.1f MB  zip %4.1f MB\n", name, arch, mb(len(body)), mb(len(packed)))
	return os.WriteFile(filepath.Join(folder, name+".zip"), packed, 0o644)
}

func pack(body []byte) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	h := &zip.FileHeader{Name: "bootstrap", Method: zip.Deflate}
	h.SetMode(0o755)
	w, err := z.CreateHeader(h)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func mb(n int) float64 { return float64(n) / 1e6 }
