import {toMarkdown} from '../../../../source/report/markdown.ts';
import {exported} from './exported.ts';

exported('markdown', toMarkdown);
