package program

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// onSmallDisk is the folder where a test in a process of its own has its small disk.
const onSmallDisk = "CAPAIAN_UJI_CAKRAM"

// SmallDisk gives a test a disk of so many bytes. For that the test runs again in a
// process with mounts of its own: there inside is true; in the test that was started it is
// false, and the other's outcome is its own already.
func SmallDisk(t *testing.T, size int) (folder string, inside bool) {
	t.Helper()
	if folder := os.Getenv(onSmallDisk); folder != "" {
		if err := syscall.Mount("capaian", folder, "tmpfs", 0, "size="+strconv.Itoa(size)); err != nil {
			t.Fatalf("mount a small disk: %v", err)
		}
		return folder, true
	}
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v", "-test.count=1")
	cmd.Env = append(os.Environ(), onSmallDisk+"="+t.TempDir())
	uid, gid := os.Getuid(), os.Getgid()
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: uid, Size: 1}}, GidMappings: []syscall.SysProcIDMap{{HostID: gid, Size: 1}}}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("on a small disk: %v\n%s", err, out)
	}
	t.Logf("%s", out)
	return "", false
}

// Fill fills a disk with one file and gives its name; removing it makes room again.
func Fill(t *testing.T, folder string) string {
	t.Helper()
	name := filepath.Join(folder, "penuh")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 64<<10)
	for err == nil {
		_, err = f.Write(block)
		if errors.Is(err, syscall.ENOSPC) && len(block) > 1 {
			block, err = block[:len(block)/2], nil
		}
	}
	if err := errors.Join(f.Close()); err != nil {
		t.Fatal(err)
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("fill the disk: %v", err)
	}
	return name
}
