import {toJunit} from '../../../../source/report/junit.ts';
import {exported} from './exported.ts';

exported('junit', report => toJunit(report, ['idle/client-timeout', 'reach/refused']));
