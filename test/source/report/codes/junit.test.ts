import test from 'ava';
import {toJunit} from '../../../../source/report/junit.ts';
import {exported} from './exported.ts';

exported(test, 'junit', report => toJunit(report, ['idle/client-timeout', 'reach/refused']));
