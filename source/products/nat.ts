import type {Row} from './catalogue-types.ts';
import {idle, packets} from './rows.ts';

/** Address translators: they forget a flow, and mostly say nothing. */
// biome-ignore format: a table
export const nat: readonly Row[] = [
	idle('aws-natgw', 'aws-natgw', 'idle timeout', 350_000, packets, 'awsdocs/amazon-vpc-user-guide:doc_source/nat-gateway-troubleshooting.md', {ending: 'silent', endingEvidence: 'quoted', configurable: false, note: 'A host behind it gets a RST when it sends again; the far side gets nothing.'}),
	idle('aws-tgw', 'aws-tgw', 'flow idle', 350_000, packets, 'AWS Transit Gateway guide', {ending: 'silent', configurable: false, confidence: 'from-memory', note: 'It routes without state; the value belongs to appliance mode and attached services.'}),
	idle('azure-natgw', 'azure-natgw', 'TCP idle timeout', 240_000, packets, 'MicrosoftDocs/azure-docs:articles/nat-gateway/nat-gateway-resource.md', {setting: 'idleTimeoutInMinutes', settable: [240_000, 7_200_000], ending: 'silent', endingEvidence: 'quoted', note: 'Only the side that sends afterwards gets a RST.'}),
	idle('azure-aks-outbound', 'azure-aks-outbound', 'outbound idle timeout', 1_800_000, packets, 'https://learn.microsoft.com/en-us/dotnet/api/microsoft.azure.powershell.cmdlets.aks.models.api20230201.imanagedclusterloadbalancerprofile.idletimeoutinminute',
		{setting: 'loadBalancerProfile.idleTimeoutInMinutes', settable: [240_000, 7_200_000], ending: 'silent'}),
	idle('gcp-cloud-nat', 'gcp-cloud-nat', 'TCP established idle timeout', 1_200_000, packets, 'Compute API v1, RouterNat.tcpEstablishedIdleTimeoutSec; oneuptime.com 2026-02-17 (ending)', {setting: 'tcpEstablishedIdleTimeoutSec', ending: 'silent', endingEvidence: 'reported'}),
	idle('openwrt', 'openwrt', 'conntrack established', 7_440_000, packets, 'OpenWrt sysctl-nf-conntrack.conf', {setting: 'net.netfilter.nf_conntrack_tcp_timeout_established', ending: 'silent', confidence: 'source-code', note: 'Cheap routers are far lower: 5 to 30 min.'}),
	idle('rfc5382', 'rfc5382', 'least idle time of a conforming NAT', 7_440_000, packets, 'RFC 5382 REQ-5', {ending: 'silent', configurable: false, note: 'Many carriers do not keep to it.'}),
	idle('mobile-cgnat', 'mobile-cgnat', 'carrier NAT idle', null, packets, 'commonly reported', {from: 240_000, upTo: 1_800_000, ending: 'silent', configurable: false, confidence: 'from-memory', note: 'Some are below 300 s.'}),
	idle('mikrotik', 'mikrotik', 'tcp-established-timeout', 86_400_000, packets, 'https://manualshive.com/en/manual/allied-telesis/at-wr4500-series/2902624?page=214; RouterOS Terraform provider', {setting: '/ip firewall connection tracking tcp-established-timeout', ending: 'silent', note: 'Unacknowledged data: 5 min.'}),
	idle('winnat', 'winnat', 'TcpEstablishedConnectionTimeout', 1_800_000, packets, 'Get-NetNat output in public repositories', {setting: 'New-NetNat TcpEstablishedConnectionTimeout', ending: 'silent', confidence: 'reported'}),
	idle('vpnkit', 'vpnkit', '--port-max-idle-time', 300_000, 'bytes', 'moby/vpnkit:src/hostnet/configuration.ml', {ending: 'fin', confidence: 'source-code', note: 'Forwarded ports of Docker Desktop.'}),
];
