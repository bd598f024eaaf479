import Type, { type Static } from 'typebox'

/** Percent, or MB/s (1024²) for the four rates. A trigger of 0 or less switches the metric off. */
const Threshold = Type.Object({ trigger: Type.Number(), clear: Type.Number() })
const Maybe = Type.Optional(Type.Union([Threshold, Type.Null()]))
const Legacy = Type.Optional(Type.Number())

/** Absent: not watched. */
const ThresholdsShape = Type.Object({
  cpu: Maybe,
  memory: Maybe,
  disk: Maybe,
  usage: Maybe,
  diskRead: Maybe,
  diskWrite: Maybe,
  networkIn: Maybe,
  networkOut: Maybe,
  cpuLegacy: Legacy,
  memoryLegacy: Legacy,
  diskLegacy: Legacy,
  usageLegacy: Legacy,
  diskReadLegacy: Legacy,
  diskWriteLegacy: Legacy,
  networkInLegacy: Legacy,
  networkOutLegacy: Legacy,
  disabled: Type.Optional(Type.Boolean()),
})

const Text = Type.Optional(Type.String())
const Flag = Type.Optional(Type.Boolean())
const Figure = Type.Optional(Type.Number())

const RuleShape = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Text,
  priority: Figure,
  enabled: Flag,
  filterConditions: Type.Object({
    logicalOperator: Text,
    filters: Type.Optional(
      Type.Union([
        Type.Array(
          Type.Object({
            type: Type.String(),
            field: Text,
            operator: Text,
            value: Type.Optional(Type.Union([Type.Number(), Type.String()])),
            rawText: Text,
          }),
        ),
        Type.Null(),
      ]),
    ),
  }),
  thresholds: ThresholdsShape,
  notifications: Type.Optional(
    Type.Object({
      email: Type.Optional(
        Type.Union([Type.Object({ enabled: Flag, recipients: Type.Optional(Type.Array(Type.String())) }), Type.Null()]),
      ),
      webhook: Type.Optional(Type.Union([Type.Object({ enabled: Flag, url: Text }), Type.Null()])),
    }),
  ),
  createdAt: Text,
  updatedAt: Text,
})

const Window = Type.Object({ enabled: Flag, window: Figure, byNode: Flag, byGuest: Flag })

/** Settings of the alert engine, names and units as documented. */
export const AlertSettingsShape = Type.Object({
  enabled: Type.Optional(Type.Boolean()),
  guestDefaults: Type.Optional(ThresholdsShape),
  nodeDefaults: Type.Optional(ThresholdsShape),
  storageDefault: Maybe,
  /** By id of a guest, node or storage. */
  overrides: Type.Optional(Type.Union([Type.Record(Type.String(), ThresholdsShape), Type.Null()])),
  customRules: Type.Optional(Type.Union([Type.Array(RuleShape), Type.Null()])),
  schedule: Type.Optional(
    Type.Object({
      quietHours: Type.Optional(
        Type.Object({
          enabled: Flag,
          start: Text,
          end: Text,
          timezone: Text,
          days: Type.Optional(Type.Union([Type.Record(Type.String(), Type.Boolean()), Type.Null()])),
        }),
      ),
      /** Minutes. */
      cooldown: Figure,
      /** Seconds. */
      groupingWindow: Figure,
      maxAlertsHour: Figure,
      escalation: Type.Optional(
        Type.Object({
          enabled: Flag,
          levels: Type.Optional(
            Type.Union([
              Type.Array(Type.Object({ /** Minutes. */ after: Type.Number(), notify: Type.String() })),
              Type.Null(),
            ]),
          ),
        }),
      ),
      grouping: Type.Optional(Window),
    }),
  ),
  minimumDelta: Figure,
  /** Minutes. */
  suppressionWindow: Figure,
  /** Percent points. */
  hysteresisMargin: Figure,
  /** Seconds. */
  timeThreshold: Figure,
})
export type AlertSettings = Static<typeof AlertSettingsShape>
