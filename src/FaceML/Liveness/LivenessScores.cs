using FaceML.Training;

namespace FaceML.Liveness;

/// <summary>Scores of live faces and attacks, as one pass over a view gives them.</summary>
internal sealed class LivenessScores
{
    public const string OneSpecies = "attack";

    private readonly List<float> scores = [];
    private readonly List<bool> live = [], decisions = [];
    private readonly List<int> species = [], people = [];
    private readonly List<string> names = [];
    private readonly List<int> without = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    private LivenessScores()
    {
    }

    /// <summary>The species of attack, in order of appearance.</summary>
    public IReadOnlyList<string> Species => names;

    /// <summary>The species of each scored row; −1 for live ones.</summary>
    public IReadOnlyList<int> SpeciesOf => species;

    /// <summary>The person of each scored row; empty when not known.</summary>
    public IReadOnlyList<int> People => people;

    /// <summary>What was decided on each scored row; empty when nothing was.</summary>
    public IReadOnlyList<bool> Decisions => decisions;

    /// <summary>Live images without a score.</summary>
    public int LiveWithout { get; private set; }

    /// <summary>The attacks of a species without a score.</summary>
    public int Without(int ofSpecies) => without[ofSpecies];

    /// <exception cref="Columns.FaceColumnException">A column is missing or of another type.</exception>
    /// <exception cref="EvaluationDataException">An attack without a species, or an image without a person.</exception>
    public static LivenessScores Read(IDataView data, string stage, FaceLivenessEvaluationOptions options)
    {
        DataViewSchema.Column score = InputColumn.Single(options.ScoreColumnName).Find(data.Schema, stage), label =
            InputColumn.Boolean(options.LabelColumnName).Find(data.Schema, stage);
        DataViewSchema.Column? species = options.SpeciesColumnName is { } s ? InputColumn.Text(s).Find(data.Schema, stage) : null;
        DataViewSchema.Column? person = options.PersonColumnName is { } p ? InputColumn.Identity(p).Find(data.Schema, stage) : null;
        DataViewSchema.Column? decision = options.DecisionColumnName is { } d ? InputColumn.Boolean(d).Find(data.Schema, stage) : null;
        using DataViewRowCursor cursor =
            data.GetRowCursor(((DataViewSchema.Column?[])[score, label, species, person, decision]).OfType<DataViewSchema.Column>());
        var result = new LivenessScores();
        result.Read(
            cursor,
            cursor.GetGetter<float>(score),
            cursor.GetGetter<bool>(label),
            species is { } names ? cursor.GetGetter<ReadOnlyMemory<char>>(names) : null,
            person is { } who ? LabeledVectors.PersonGetter(cursor, who) : null,
            decision is { } decided ? cursor.GetGetter<bool>(decided) : null);
        return result;
    }

    /// <summary>All rows: live ones as the genuine class, attacks as the other.</summary>
    public ComparisonScores ToScores() => people.Count == 0
        ? new ComparisonScores([.. scores], [.. live])
        : ComparisonScores.FromSamples([.. scores], [.. live], [.. people]);

    private void Read(
        DataViewRowCursor cursor, ValueGetter<float> getScore, ValueGetter<bool> getLive, ValueGetter<ReadOnlyMemory<char>>? getSpecies,
        Func<string>? getPerson, ValueGetter<bool>? getDecision)
    {
        float score = 0;
        bool isLive = false, decision = false;
        ReadOnlyMemory<char> name = OneSpecies.AsMemory();
        while (cursor.MoveNext())
        {
            getScore(ref score);
            getLive(ref isLive);
            getSpecies?.Invoke(ref name);
            int ofSpecies = isLive ? -1 : NumberOf(name.ToString(), cursor.Position);
            if (float.IsNaN(score))
            {
                LiveWithout += isLive ? 1 : 0;
                if (!isLive)
                {
                    without[ofSpecies]++;
                }

                continue;
            }

            scores.Add(score);
            live.Add(isLive);
            species.Add(ofSpecies);
            if (getPerson is not null)
            {
                people.Add(PersonOf(getPerson(), cursor.Position));
            }

            if (getDecision is not null)
            {
                getDecision(ref decision);
                decisions.Add(decision);
            }
        }
    }

    private int NumberOf(string name, long row)
    {
        int number = names.IndexOf(name);
        if (number >= 0)
        {
            return number;
        }

        if (name.Length == 0)
        {
            throw new EvaluationDataException($"Row {row} is an attack and must name its species; it is empty.", row);
        }

        names.Add(name);
        without.Add(0);
        return names.Count - 1;
    }

    private int PersonOf(string name, long row)
    {
        if (name.Length == 0)
        {
            throw new EvaluationDataException($"Row {row} must say whom it shows; the person is empty.", row);
        }

        numbers.TryAdd(name, numbers.Count);
        return numbers[name];
    }
}
