import test from 'ava';
import {toMarkdown} from '../../../../source/report/markdown.ts';
import {exported} from './exported.ts';

exported(test, 'markdown', toMarkdown);
