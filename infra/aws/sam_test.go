package main

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What sam is given has every function with every variable that it finds here, and leads
// to this stack's servers from inside a container.
func TestForSam(t *testing.T) {
	s, folder := stackWithSamples(t).s, t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, samEnv), []byte("of an earlier run"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := s.writeSam(folder); err != nil {
		t.Fatal(err)
	}
	var env map[string]map[string]string
	var template struct {
		Resources map[string]struct {
			Properties struct {
				CodeURI     string `json:"CodeUri"`
				Environment struct{ Variables map[string]string }
			}
		}
	}
	for name, into := range map[string]any{samEnv: &env, samTemplate: &template} {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Fatalf("%s: got %v, %v, want mode 0600", name, info, err)
		}
		if err := json.Unmarshal([]byte(file(t, filepath.Join(folder, name))), into); err != nil {
			t.Fatal(err)
		}
	}
	for _, l := range s.functions {
		if want := strings.ToUpper(l.Name[:1]) + l.Name[1:] + "Function"; l.ID != want {
			t.Errorf("%s has the ID %s, and sam-local.sh takes %s", l.Name, l.ID, want)
		}
		r := template.Resources[l.ID].Properties
		if _, err := os.Stat(filepath.Join(r.CodeURI, "bootstrap")); err != nil || !filepath.IsAbs(r.CodeURI) {
			t.Errorf("%s: its program: %v", l.ID, err)
		}
		declared, given := slices.Sorted(maps.Keys(r.Environment.Variables)), slices.Sorted(maps.Keys(env[l.ID]))
		if !slices.Equal(declared, given) {
			t.Errorf("%s: got values of %v, declared are %v", l.ID, given, declared)
		}
		for _, v := range slices.Collect(maps.Values(r.Environment.Variables)) {
			if v != "" {
				t.Errorf("%s: the template has the value %s", l.ID, v)
			}
		}
		for _, v := range l.env {
			name, want, _ := strings.Cut(v, "=")
			got := env[l.ID][name]
			if name != "CAPAIAN_URL" && strings.Contains(got, "127.0.0.1") || strings.Replace(got, hostOfContainer, "127.0.0.1", 1) != want {
				t.Errorf("%s %s: got %s, want %s as a container sees it", l.ID, name, got, want)
			}
		}
	}
	if err := removeSam(folder); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("after the run: got %v, %v, want nothing left", left, err)
	}
}

// The script behind `make sam-local`, with programs that stand in for sam and docker.
func TestSamLocal(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	everyday := t.TempDir() // what the script itself needs
	for _, name := range []string{"dirname", "cut", "tr", "env"} {
		at, err := exec.LookPath(name)
		if err == nil {
			err = os.Symlink(at, filepath.Join(everyday, name))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	const event = "functions/recalc/testdata/detak.json"
	for _, c := range []struct {
		name    string
		sam     bool
		docker  string // what its program does, "" for none
		running bool
		event   string
		out     string // of both; %s is the repository, %d the stack's folder
		ok      bool
	}{
		{"nothing there", false, "", false, "tiada", "make sam-local lacks: the SAM CLI (sam), docker, a running make run-aws, the event %s/functions/recalc/testdata/tiada.json", false},
		{"docker does not answer", true, "exit 1", true, "detak", "make sam-local lacks: a docker that answers", false},
		{"all there", true, "exit 0", true, "detak", "local invoke RecalcFunction --template %d/sam-template.json --env-vars %d/sam-env.json --event %s/" + event + " --region ap-southeast-3 --debug", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			bin, data := t.TempDir(), t.TempDir()
			for name, does := range map[string]string{"sam": map[bool]string{true: `echo "$@"`}[c.sam], "docker": c.docker} {
				if does == "" {
					continue
				}
				if err := os.WriteFile(filepath.Join(bin, name), []byte("#!"+shell+"\n"+does+"\n"), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			stack := filepath.Join(data, "aws")
			if c.running {
				if err := errors.Join(os.Mkdir(stack, 0o755), os.WriteFile(filepath.Join(stack, samEnv), []byte("{}"), 0o600)); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.CommandContext(t.Context(), shell, "infra/test/sam-local.sh", "recalc", c.event, "--debug")
			cmd.Env = []string{"PATH=" + bin + ":" + everyday, "CAPAIAN_DATA=" + data}
			out, err := cmd.CombinedOutput()
			here, _ := os.Getwd()
			if want := strings.NewReplacer("%s", here, "%d", stack).Replace(c.out) + "\n"; string(out) != want || (err == nil) != c.ok {
				t.Errorf("got %s%v, want %s", out, err, want)
			}
		})
	}
}
