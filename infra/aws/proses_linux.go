package main

import (
	"os/exec"
	"syscall"
)

// dieWithParent lets no program outlive this one, however it ends.
func dieWithParent(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
