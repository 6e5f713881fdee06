import neostandard from 'neostandard'

export default [
  ...neostandard({ ts: true, ignores: ['dist', '.tap', '.atlas', 'clients', 'coverage'] }),
  // Short groups of properties read better on one line than one a line.
  { rules: { '@stylistic/object-property-newline': 'off' } },
  { rules: { '@stylistic/max-len': ['error', { code: 160, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true, ignoreComments: true }] } }
]
