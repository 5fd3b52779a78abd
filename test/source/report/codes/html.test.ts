import test from 'ava';
import {toHtml} from '../../../../source/report/html.ts';
import {exported} from './exported.ts';

exported(test, 'html', report => toHtml(report).replace(/<style>.*?<\/style>/s, ''));
