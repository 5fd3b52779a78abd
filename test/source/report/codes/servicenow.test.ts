import test from 'ava';
import {toServicenow} from '../../../../source/report/servicenow.ts';
import {exported} from './exported.ts';

exported(test, 'servicenow', toServicenow);
