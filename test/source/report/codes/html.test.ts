import {toHtml} from '../../../../source/report/html.ts';
import {exported} from './exported.ts';

exported('html', report => toHtml(report).replace(/<style>.*?<\/style>/s, ''));
