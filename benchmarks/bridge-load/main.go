// bridge-load sends requests that were signed before, each once, over connections that are kept, and prints how long
// the answers took as one line of JSON.
//
//	bridge-load -address HOST:PORT -requests FOLDER -warmup 5s -measure 20s
//
// The folder has a file for each connection: requests as they go over the wire, each after its length in four bytes
// with the highest first. It ends early when a connection has no more.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"
)

type result struct {
	Requests  int            `json:"requests"`
	Seconds   float64        `json:"seconds"`
	PerSecond float64        `json:"perSecond"`
	P50       float64        `json:"p50Millis"`
	P99       float64        `json:"p99Millis"`
	Slowest   float64        `json:"slowestMillis"`
	Others    map[string]int `json:"othersThan200"`
	Early     bool           `json:"ranOut"`
}

type connection struct {
	times  []time.Duration
	others map[string]int
	ranOut bool
}

func main() {
	address := flag.String("address", "", "host and port")
	folder := flag.String("requests", "", "folder with a file for each connection")
	warmup := flag.Duration("warmup", 5*time.Second, "not measured")
	measure := flag.Duration("measure", 20*time.Second, "measured")
	flag.Parse()
	files, err := filepath.Glob(filepath.Join(*folder, "*.requests"))
	check(err)
	contents := make([][]byte, len(files))
	for i, file := range files {
		contents[i], err = os.ReadFile(file)
		check(err)
	}
	start := time.Now()
	from, to := start.Add(*warmup), start.Add(*warmup+*measure)
	connections := make([]connection, len(files))
	ended := make([]time.Time, len(files))
	var all sync.WaitGroup
	for i := range files {
		all.Go(func() {
			connections[i] = run(*address, contents[i], from, to)
			ended[i] = time.Now()
		})
	}
	all.Wait()
	check(json.NewEncoder(os.Stdout).Encode(sum(connections, from, to, slices.MinFunc(ended, time.Time.Compare))))
}

func run(address string, requests []byte, from, to time.Time) connection {
	done := connection{others: map[string]int{}}
	wire, err := net.Dial("tcp", address)
	check(err)
	defer wire.Close()
	in := bufio.NewReaderSize(wire, 64<<10)
	for {
		if len(requests) == 0 {
			done.ranOut = true
			return done
		}
		size := 4 + binary.BigEndian.Uint32(requests)
		begun := time.Now()
		if begun.After(to) {
			return done
		}
		_, err := wire.Write(requests[4:size])
		check(err)
		status := answer(in)
		if begun.After(from) {
			done.times = append(done.times, time.Since(begun))
			if status != "200" {
				done.others[status]++
			}
		}
		requests = requests[size:]
	}
}

// answer reads one with a length, and tells its status.
func answer(in *bufio.Reader) string {
	line, err := in.ReadSlice('\n')
	check(err)
	status := string(line[9:12])
	length := -1
	for {
		line, err := in.ReadSlice('\n')
		check(err)
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if name, value, found := bytes.Cut(line, []byte(":")); found && bytes.EqualFold(name, []byte("content-length")) {
			length, err = strconv.Atoi(string(bytes.TrimSpace(value)))
			check(err)
		}
	}
	if length < 0 {
		check(fmt.Errorf("an answer without a length"))
	}
	_, err = io.CopyN(io.Discard, in, int64(length))
	check(err)
	return status
}

func sum(connections []connection, from, to, firstEnd time.Time) result {
	all := result{Others: map[string]int{}}
	var times []time.Duration
	for _, each := range connections {
		times = append(times, each.times...)
		all.Early = all.Early || each.ranOut
		for status, count := range each.others {
			all.Others[status] += count
		}
	}
	if all.Early {
		to = firstEnd
	}
	slices.Sort(times)
	all.Requests = len(times)
	all.Seconds = to.Sub(from).Seconds()
	all.PerSecond = float64(all.Requests) / all.Seconds
	if len(times) > 0 {
		all.P50 = millis(times[len(times)/2])
		all.P99 = millis(times[len(times)*99/100])
		all.Slowest = millis(times[len(times)-1])
	}
	return all
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bridge-load:", err)
		os.Exit(1)
	}
}
