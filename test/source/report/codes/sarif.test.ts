import {toSarif} from '../../../../source/report/sarif.ts';
import {exported} from './exported.ts';

exported('sarif', report => toSarif(report).replace(/"rules": \[.*?\n {10}\]/s, '"rules": []'));
