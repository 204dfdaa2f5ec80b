package csl

import (
	"slices"
	"strings"
)

// test is what a condition of cs:if asks about.
type test uint8

const (
	testType test = iota
	testVariable
	testNumeric
	testUncertain
	testLocator
	testPosition
	testDisambiguate
)

// condition is one test with one value: an attribute with three values makes
// three conditions. Only of types and locators, of which a cite has one, any
// will do.
type condition struct {
	kind  test
	value string
	other []string // further values for types and locators
	not   bool     // for disambiguate="false"
}

var conditionAttributes = map[string]test{
	"type":              testType,
	"variable":          testVariable,
	"is-numeric":        testNumeric,
	"is-uncertain-date": testUncertain,
	"locator":           testLocator,
	"position":          testPosition,
	"disambiguate":      testDisambiguate,
}

func parseConditions(n *xmlNode) []condition {
	var out []condition
	for _, a := range n.attrs {
		kind, ok := conditionAttributes[a.Name.Local]
		if !ok {
			continue
		}
		if kind == testDisambiguate {
			out = append(out, condition{kind: kind, not: a.Value == "false"})
			continue
		}
		values := strings.Fields(a.Value)
		if kind == testType || kind == testLocator {
			if len(values) > 0 {
				out = append(out, condition{kind: kind, value: values[0], other: values[1:]})
			}
			continue
		}
		for _, v := range values {
			out = append(out, condition{kind: kind, value: v})
		}
	}
	return out
}

// holds reports whether the branch is the one to take.
func (b branch) holds(r *renderer) bool {
	switch b.match {
	case "any":
		for _, c := range b.conditions {
			if c.holds(r) {
				return true
			}
		}
		return false
	case "none":
		for _, c := range b.conditions {
			if c.holds(r) {
				return false
			}
		}
		return true
	}
	for _, c := range b.conditions {
		if !c.holds(r) {
			return false
		}
	}
	return true
}

func (c condition) holds(r *renderer) bool {
	switch c.kind {
	case testType:
		return r.item.Type == c.value || slices.Contains(c.other, r.item.Type)
	case testVariable:
		return r.hasVariable(c.value)
	case testNumeric:
		return isNumeric(r.rawText(c.value))
	case testUncertain:
		return r.item.Dates[c.value].Circa
	case testLocator:
		label := r.locatorLabel()
		same := func(v string) bool { return normalLabel(v) == label }
		return r.hasVariable("locator") && (same(c.value) || slices.ContainsFunc(c.other, same))
	case testPosition:
		return r.area == forCitation && r.position.is(c.value, r.nearNote)
	case testDisambiguate:
		r.conditions++
		return (r.conditions <= r.disambiguate.condition) != c.not
	}
	return false
}

// is reports whether a cite at position p satisfies the named position: an
// ibid is a subsequent cite too.
func (p Position) is(name string, near bool) bool {
	switch name {
	case "first":
		return p == First
	case "subsequent":
		return p >= Subsequent
	case "ibid":
		return p == Ibid || p == IbidWithLocator
	case "ibid-with-locator":
		return p == IbidWithLocator
	case "near-note":
		return near
	case "far-note":
		return p >= Subsequent && !near
	}
	return false
}
