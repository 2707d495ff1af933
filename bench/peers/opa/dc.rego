# The D.C. questions in Rego, for OPA and regorus: the law as it stood at noon on 13 and on 14 August 2025. What stood on both days names
# no time; what the order of 14 August brought or ended does: 1755176400 is nine in the morning of that day in Washington, the hour that
# the book takes for the order. Each rule gives the name of the norm in the book that says the same.
package dc

released_otherwise if not not_released_otherwise

not_released_otherwise if "judicial_warrant" in input.facts.grounds

not_released_otherwise if "criminal_warrant" in input.facts.grounds

not_released_otherwise if stay_by_choice

stay_by_choice if {
	input.facts["hold.waiver_until_seven"]
	count(input.facts.grounds) == 0
}

interview_allowed if "judicial_warrant" in input.facts.grounds

interview_allowed if {
	input.facts["interview.judicial_order"]
	input.facts["subject.counsel"] != "absent"
}

interview_allowed if {
	input.facts["subject.consents_to_interview"] == "asked_for_it"
	input.facts["subject.counsel"] != "absent"
}

listed_information := {
	"release_date", "custody_location", "home_address", "work_address", "contact",
	"personal_details", "medical", "photograph", "criminal_case",
}

listed_about_a_person_in_custody if {
	input.facts["subject.in_custody"]
	not input.facts["subject.federal_criminal_charge"]
	not "judicial_warrant" in input.facts.grounds
	some item in input.facts.information
	item in listed_information
}

on_paper if "civil_detainer" in input.facts.grounds

on_paper if "administrative_warrant" in input.facts.grounds

paper_only if {
	on_paper
	every ground in input.facts.grounds {
		ground in {"civil_detainer", "administrative_warrant", "removal_order"}
	}
}

# ---- D.C. Code 24-211.07(a), text of 2021, and 24-211.02a(c)(6) ----

forbids contains "hold_2021" if {
	input.action == "hold_past_release"
	released_otherwise
}

permits contains "stay_by_own_choice" if {
	input.action == "hold_past_release"
	stay_by_choice
}

forbids contains "interview_2021" if {
	input.action == "allow_interview"
	not interview_allowed
}

forbids contains "information_2021" if {
	input.action == "share_information"
	listed_about_a_person_in_custody
}

forbids contains "notify_2021" if {
	input.action == "notify_of_release"
	not input.facts["subject.federal_criminal_charge"]
	not "judicial_warrant" in input.facts.grounds
}

forbids contains "transfer_2021" if {
	input.action == "transfer_custody"
	not input.facts["subject.federal_criminal_charge"]
	not "judicial_warrant" in input.facts.grounds
}

# ---- 8 CFR 287.7(d) ----

forbids contains "detainer_hold_limit" if {
	input.action == "hold_past_release"
	input.facts["hold.hours"] > 48
	on_a_detainer
	count(input.facts.grounds) > 0
	every ground in input.facts.grounds {
		ground in {"civil_detainer", "administrative_warrant", "removal_order"}
	}
}

on_a_detainer if "civil_detainer" in input.facts.grounds

on_a_detainer if "detainer" in input.facts.request

# ---- Mayor's Order 2011-174 and MPD's order of October 2023, until the order of 14 August 2025 ----

forbids contains "mayor_no_transmission_of_status" if {
	input.action == "share_information"
	input.at < 1755176400
	input.facts.purpose != "criminal_investigation"
	input.facts.purpose != "criminal_immigration_offense"
	"immigration_status" in input.facts.information
}

forbids contains "october_2023_no_arrest" if {
	input.action == "arrest"
	input.at < 1755176400
	paper_only
}

forbids contains "october_2023_no_transport" if {
	input.action == "transport"
	input.at < 1755176400
	paper_only
}

# ---- MPD EO-25-005, from 14 August 2025 ----

permits contains "sharing_outside_custody" if {
	input.action == "share_information"
	input.at >= 1755176400
	not input.facts["subject.in_custody"]
}

permits contains "transport_for_federal_agencies" if {
	input.action == "transport"
	input.at >= 1755176400
}

forbids contains "no_database_query" if {
	input.action == "query_database"
	input.at >= 1755176400
	input.facts["purpose.sole"]
	input.facts.purpose == "civil_immigration_enforcement"
}

forbids contains "no_arrest_on_paper_alone" if {
	input.action == "arrest"
	input.at >= 1755176400
	paper_only
}

forbids contains "custody_no_information" if {
	input.action == "share_information"
	input.at >= 1755176400
	listed_about_a_person_in_custody
}

forbids contains "custody_no_notice" if {
	input.action == "notify_of_release"
	input.at >= 1755176400
	not input.facts["subject.federal_criminal_charge"]
	not "judicial_warrant" in input.facts.grounds
}

forbids contains "custody_no_questioning" if {
	input.action == "allow_interview"
	input.at >= 1755176400
	not interview_allowed
}

forbids contains "custody_no_hold" if {
	input.action == "hold_past_release"
	input.at >= 1755176400
	released_otherwise
}

# ---- The answer ----

answer := {"forbids": forbids, "permits": permits}
