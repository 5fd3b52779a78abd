#!/usr/bin/env node
// The published launcher is bin/ws-doctor.cjs; this is its name among the ES modules of the project.
import './ws-doctor.cjs';
