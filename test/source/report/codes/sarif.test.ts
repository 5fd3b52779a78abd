import test from 'ava';
import {toSarif} from '../../../../source/report/sarif.ts';
import {exported} from './exported.ts';

exported(test, 'sarif', report => toSarif(report).replace(/"rules": \[.*?\n {10}\]/s, '"rules": []'));
