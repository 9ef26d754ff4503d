using System.Globalization;
using FaceML.Evaluation;
using Microsoft.ML;

namespace FaceML.Calibration;

/// <summary>The scores, labels and people of a pass over scored pairs.</summary>
internal sealed class ScoredPairs
{
    private readonly List<float> scores = [];
    private readonly List<bool> labels = [];
    private readonly List<int> first = [], second = [];
    private readonly Dictionary<string, int> people = new(StringComparer.Ordinal);

    /// <summary>Pairs with a score.</summary>
    public int Count => scores.Count;

    /// <summary>Pairs without: a picture was missing or showed no usable face.</summary>
    public long LeftOut { get; private set; }

    /// <param name="cursor">At its start.</param>
    /// <param name="columns">Score, label and, where known, the two people.</param>
    public void Read(DataViewRowCursor cursor, DataViewSchema.Column[] columns)
    {
        ValueGetter<float> getScore = cursor.GetGetter<float>(columns[0]);
        ValueGetter<bool> getLabel = cursor.GetGetter<bool>(columns[1]);
        ValueGetter<ReadOnlyMemory<char>>[] getPeople = [.. columns[2..].Select(cursor.GetGetter<ReadOnlyMemory<char>>)];
        float score = 0;
        bool label = false;
        ReadOnlyMemory<char> name = default;
        while (cursor.MoveNext())
        {
            getScore(ref score);
            if (float.IsNaN(score))
            {
                LeftOut++;
                continue;
            }

            getLabel(ref label);
            scores.Add(score);
            labels.Add(label);
            for (int i = 0; i < getPeople.Length; i++)
            {
                getPeople[i](ref name);
                (i == 0 ? first : second).Add(Number(name.ToString()));
            }
        }
    }

    /// <exception cref="EvaluationDataException">A class is missing; the message says how many pairs were left out.</exception>
    public ComparisonScores ToScores(string stage, string scoreColumn, string labelColumn, bool hasIdentities)
    {
        try
        {
            return hasIdentities
                ? new ComparisonScores([.. scores], [.. labels], [.. first], [.. second])
                : new ComparisonScores([.. scores], [.. labels]);
        }
        catch (EvaluationDataException e)
        {
            string note = LeftOut == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {LeftOut} pairs were left out because a picture was missing or showed no usable face.");
            throw new EvaluationDataException($"{stage}, columns '{scoreColumn}' and '{labelColumn}': {e.Message}{note}");
        }
    }

    private int Number(string name)
    {
        if (!people.TryGetValue(name, out int number))
        {
            number = people.Count;
            people.Add(name, number);
        }

        return number;
    }
}
