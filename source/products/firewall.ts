import type {Row} from './catalogue-types.ts';
import {idle, packets} from './rows.ts';

const securityGroup = 'https://docs.aws.amazon.com/sdk-for-python/v4/reference/clients/ec2/structures/ConnectionTrackingConfiguration/';
const conntrack = 'torvalds/linux:Documentation/networking/nf_conntrack-sysctl.rst';
const pfsense = 'pfsense/docs:source/config/advanced-setup.rst';

/** Stateful firewalls and connection tracking. */
// biome-ignore format: a table
export const firewall: readonly Row[] = [
	idle('aws-sg', 'aws-sg-default', 'TcpEstablishedTimeout', 432_000_000, packets, securityGroup, {setting: 'ConnectionTrackingSpecification.TcpEstablishedTimeout', settable: [60_000, 432_000_000], ending: 'silent'}),
	idle('aws-sg', 'aws-sg-nitrov6', 'TcpEstablishedTimeout (Nitro v6)', 350_000, packets, securityGroup, {when: 'Nitro v6 instance type', setting: 'ConnectionTrackingSpecification.TcpEstablishedTimeout', settable: [60_000, 432_000_000], ending: 'silent', note: 'A mere change of instance type turns 5 days into 350 s.'}),
	idle('aws-nfw', 'aws-nfw', 'TcpIdleTimeoutSeconds', 350_000, packets, 'https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_FlowTimeouts.html', {setting: 'FlowTimeouts.TcpIdleTimeoutSeconds', settable: [60_000, 6_000_000], ending: 'silent', endingEvidence: 'quoted', note: 'A stream exception policy may send a RST.'}),
	idle('azure-firewall', 'azure-firewall', 'TCP idle timeout', 240_000, packets, 'Azure Firewall FAQ', {setting: 'support request', ending: 'silent', confidence: 'from-memory'}),
	idle('gcp-vpc', 'gcp-vpc-conntrack', 'connection tracking', 600_000, packets, 'https://cloud.google.com/compute/docs/troubleshooting', {setting: 'tcp_keepalive_time of the hosts', ending: 'silent', endingEvidence: 'quoted', configurable: false, note: 'Inbound packets are dropped until the instance sends one.'}),
	idle('linux-conntrack', 'linux-conntrack', 'nf_conntrack_tcp_timeout_established', 432_000_000, packets, conntrack, {setting: 'net.netfilter.nf_conntrack_tcp_timeout_established', ending: 'silent', endingEvidence: 'quoted', note: 'With tcp_loose=1 a later packet is adopted again, unless a rule drops INVALID.'}),
	idle('linux-conntrack', 'linux-conntrack-unack', 'nf_conntrack_tcp_timeout_unacknowledged', 300_000, 'an ACK from the peer', conntrack, {when: 'the last data was never acknowledged', ending: 'silent'}),
	idle('linux-flowtable', 'linux-flowtable', 'nf_flowtable_tcp_timeout', 30_000, packets, conntrack, {when: 'never by itself: the entry goes back to conntrack', ending: 'silent'}),
	idle('kube-proxy', 'kubeproxy-conntrack', '--conntrack-tcp-timeout-established', 86_400_000, packets, 'kube-proxy reference', {ending: 'silent', note: 'Makes 24 h of the node\'s 5 days.'}),
	idle('cilium', 'cilium-ct', 'bpf-ct-timeout-regular-tcp', 8_000_000, packets, 'cilium/cilium: option.go, Helm reference', {ending: 'silent', confidence: 'source-code', note: 'Older releases: 6 h.'}),
	idle('pf', 'pf-normal', 'tcp.established', 86_400_000, packets, pfsense, {setting: 'tcp.established, Firewall Optimization', ending: 'silent', note: '"conservative" is 5 days; a RST only with block return.'}),
	idle('pf', 'pf-aggressive', 'tcp.established (aggressive)', 18_000_000, packets, pfsense, {when: 'Firewall Optimization = aggressive', setting: 'Firewall Optimization', ending: 'silent'}),
	idle('cisco-asa', 'cisco-asa', 'timeout conn', 3_600_000, `${packets}; dead connection detection extends it`, 'https://cisco.com/c/en/us/support/docs/security/secure-firewall-asa/222075-configure-connection-timeout-for-specifi.html', {setting: 'timeout conn, set connection timeout idle [reset]', ending: 'silent', endingEvidence: 'quoted', note: 'A RST to both ends only with the reset keyword.'}),
	idle('cisco-rv120w', 'cisco-rv120w', 'TCP Session Timeout Duration', 1_800_000, packets, 'https://www.cisco.com/assets/sol/sb/RV120W_Emulators/RV120W_Emulator_v1.0.5.6/fwSessionConfig.htm', {ending: 'silent'}),
	idle('fortigate', 'fortigate', 'session-ttl', 3_600_000, packets, 'https://docs.fortinet.com/document/fortigate/6.0.0/cli-reference/476602', {setting: 'config system session-ttl', settable: [300_000, 604_800_000], ending: 'silent', note: 'timeout-send-rst in the policy sends a RST.'}),
	idle('fortiadc', 'fortiadc', 'tcp-established-timeout', 3_600_000, packets, 'https://docs.fortinet.com/document/fortiadc/7.4.3/cli-reference/726896/config-firewall-global', {setting: 'config firewall global', ending: 'silent'}),
	idle('paloalto', 'paloalto', 'TCP session timeout', 3_600_000, packets, 'https://docs.paloaltonetworks.com/content/techdocs/en_US/ngfw/networking/session-settings-and-timeouts/configure-session-timeouts/configure-session-timeouts-scm.html', {setting: 'Session Timeouts > TCP', ending: 'silent', note: 'The recognised application may have its own.'}),
	idle('juniper-srx', 'juniper-srx', 'TCP inactivity-timeout', 1_800_000, packets, 'https://juniper.net/documentation/software/junos-security/junos-security10.2/junos-security-swconfig-security/topic-41891.html', {setting: 'applications inactivity-timeout', ending: 'silent', note: 'junos-http: 300 s (from memory).'}),
	idle('checkpoint', 'checkpoint', 'TCP session timeout', 3_600_000, packets, 'http://www.ipv4security.com/packet_flow/tcp_timeout.txt', {setting: 'Stateful Inspection > TCP session timeout', ending: 'silent', endingEvidence: 'quoted', confidence: 'reported', note: 'Later packets are logged "TCP packet out of state".'}),
	idle('sonicwall', 'sonicwall-new', 'TCP Connection Inactivity Timeout', 900_000, packets, 'SonicOS 6 and 7', {ending: 'silent', confidence: 'from-memory'}),
	idle('sonicwall', 'sonicwall-old', 'Default TCP Connection Timeout', 300_000, packets, 'https://www.tenable.com/audits/items/TNS_Best_Practices_SonicWALL_5.8.audit:51005a68cad21ec23bf33affe3d570fc', {when: 'SonicOS 5.8', settable: [60_000, 59_940_000], ending: 'silent'}),
	idle('stonesoft', 'stonesoft', 'TCP idle timeout', 1_800_000, packets, 'https://help.stonesoft.com/onlinehelp/StoneGate/SMC/6.5.0/GUID-341DC010-2FF3-459A-8DFD-236CF49D63F0.html', {setting: 'Advanced Settings > Idle Timeouts', ending: 'silent'}),
	idle('kaspersky-ngfw', 'kaspersky-ngfw', 'TCP established', 3_600_000, packets, 'https://support.kaspersky.com/help/NGFW/1.1/en-US/299873.htm', {setting: 'timeout settings', ending: 'silent'}),
	idle('gta-firewall', 'gta-firewall', 'TCP timeout', 600_000, packets, 'http://www.ravelledsleeve.org/portfolio/RoboHelp/SystemSoftware/timeout.htm', {setting: 'Timeouts > TCP', ending: 'silent'}),
];
