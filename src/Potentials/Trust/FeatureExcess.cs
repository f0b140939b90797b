namespace Lithoscope.Potentials;

/// <summary>A feature of an element that took values outside its range in the training set, where it did so most.</summary>
/// <param name="Part">Which of the learned potentials within the potential, counted from 0.</param>
/// <param name="Element">Atomic number.</param>
/// <param name="Feature">Index of the descriptor.</param>
/// <param name="Count">Atoms outside.</param>
/// <param name="Frame">Frame of the atom farthest outside.</param>
/// <param name="Atom">That atom.</param>
/// <param name="Value">Its value.</param>
/// <param name="Minimum">Least value in training.</param>
/// <param name="Maximum">Largest value in training.</param>
/// <param name="Grade">Its distance outside in units of the range.</param>
public sealed record FeatureExcess(int Part, int Element, int Feature, long Count, int Frame, int Atom, double Value, double Minimum, double Maximum, double Grade);
