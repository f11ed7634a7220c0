package archtest

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// withoutTools says that a machine has no cfn-lint and no SAM translator, on purpose.
const withoutTools = "CAPAIAN_TANPA_CFN"

// tool runs one of the template's checkers. Where it is missing the test fails, unless
// the environment says that this is known.
func tool(t *testing.T, install, name string, args ...string) (out []byte, ran bool) {
	t.Helper()
	if os.Getenv(withoutTools) == "1" {
		t.Logf("%s=1: not checked by %s", withoutTools, install)
		return nil, false
	}
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is not here: pip install %s, or set %s=1 to go without", name, install, withoutTools)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "AWS_DEFAULT_REGION=ap-southeast-3")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if strings.Contains(stderr.String(), "ModuleNotFoundError") {
		t.Fatalf("%s lacks a module: pip install %s, or set %s=1 to go without\n%s", name, install, withoutTools, stderr.String())
	}
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", name, err, out, stderr.String())
	}
	return out, true
}

// TestLint has cfn-lint read the template.
func TestLint(t *testing.T) {
	tool(t, "cfn-lint", "cfn-lint", "--regions", "ap-southeast-3", "--", "template.yaml")
}
