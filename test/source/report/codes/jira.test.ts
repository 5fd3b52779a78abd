import test from 'ava';
import {toJira} from '../../../../source/report/jira.ts';
import {exported} from './exported.ts';

exported(test, 'jira', toJira);
