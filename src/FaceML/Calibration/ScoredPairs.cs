namespace FaceML.Calibration;

/// <summary>
/// Scored pairs as one pass over a view gives them: scores, labels and, where known, people, decisions and log-likelihood ratios.
/// </summary>
internal sealed class ScoredPairs
{
    private readonly string stage;
    private readonly ScoredPairColumns columns;
    private readonly List<float> scores = [], ratios = [];
    private readonly List<bool> labels = [], decisions = [];
    private readonly List<int> first = [], second = [];
    private readonly Dictionary<string, int> people = new(StringComparer.Ordinal);

    private ScoredPairs(string stage, ScoredPairColumns columns) => (this.stage, this.columns) = (stage, columns);

    /// <summary>Pairs with a score.</summary>
    public int Count => scores.Count;

    /// <summary>Pairs without a score: an image was missing or showed no usable face.</summary>
    public long LeftOut { get; private set; }

    /// <summary>The decisions on the pairs with a score; null without a column of them.</summary>
    public IReadOnlyList<bool>? Decisions => columns.PredictedLabel is null ? null : decisions;

    /// <param name="data">The pairs; read once, in order.</param>
    /// <param name="stage">Who reads, for messages.</param>
    /// <param name="columns">The columns.</param>
    /// <exception cref="Columns.FaceColumnException">A column is missing or of another type.</exception>
    public static ScoredPairs Read(IDataView data, string stage, ScoredPairColumns columns)
    {
        DataViewSchema.Column[] found = [.. columns.ToInputs().Select(c => c.Find(data.Schema, stage))];
        var pairs = new ScoredPairs(stage, columns);
        using DataViewRowCursor cursor = data.GetRowCursor(found);
        pairs.Read(cursor);
        return pairs;
    }

    /// <exception cref="EvaluationDataException">A class is missing; the message says how many pairs were left out.</exception>
    public ComparisonScores ToScores() => Guard(columns.Score, () => WithPeople(scores));

    /// <summary>The log-likelihood ratios in place of the scores; null without a column of them.</summary>
    public ComparisonScores? ToLogLikelihoodRatios() => columns.LogLikelihoodRatio is { } column
        ? Guard(column, () => WithPeople(ratios))
        : null;

    private void Read(DataViewRowCursor cursor)
    {
        ValueGetter<float> getScore = Getter<float>(cursor, columns.Score)!;
        ValueGetter<bool> getLabel = Getter<bool>(cursor, columns.Label)!;
        ValueGetter<ReadOnlyMemory<char>>? getFirst = Getter<ReadOnlyMemory<char>>(cursor, columns.FirstIdentity);
        ValueGetter<ReadOnlyMemory<char>>? getSecond = Getter<ReadOnlyMemory<char>>(cursor, columns.SecondIdentity);
        ValueGetter<bool>? getDecision = Getter<bool>(cursor, columns.PredictedLabel);
        ValueGetter<float>? getRatio = Getter<float>(cursor, columns.LogLikelihoodRatio);
        float score = 0;
        while (cursor.MoveNext())
        {
            getScore(ref score);
            if (float.IsNaN(score))
            {
                LeftOut++;
                continue;
            }

            scores.Add(score);
            Add(getLabel, labels);
            Add(getDecision, decisions);
            Add(getRatio, ratios);
            AddPerson(getFirst, first);
            AddPerson(getSecond, second);
        }
    }

    private static ValueGetter<T>? Getter<T>(DataViewRowCursor cursor, string? column) => column is null
        ? null
        : cursor.GetGetter<T>(cursor.Schema[column]);

    private static void Add<T>(ValueGetter<T>? get, List<T> values)
        where T : struct
    {
        if (get is not null)
        {
            T value = default;
            get(ref value);
            values.Add(value);
        }
    }

    private void AddPerson(ValueGetter<ReadOnlyMemory<char>>? get, List<int> numbers)
    {
        if (get is not null)
        {
            ReadOnlyMemory<char> name = default;
            get(ref name);
            people.TryAdd(name.ToString(), people.Count);
            numbers.Add(people[name.ToString()]);
        }
    }

    private ComparisonScores WithPeople(List<float> values) => columns.FirstIdentity is null
        ? new ComparisonScores([.. values], [.. labels])
        : new ComparisonScores([.. values], [.. labels], [.. first], [.. second]);

    private ComparisonScores Guard(string column, Func<ComparisonScores> make)
    {
        try
        {
            return make();
        }
        catch (EvaluationDataException e)
        {
            string note = LeftOut == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
                $" {LeftOut} pairs were left out because an image was missing or showed no usable face.");
            throw new EvaluationDataException($"{stage}, columns '{column}' and '{columns.Label}': {e.Message}{note}");
        }
    }
}
