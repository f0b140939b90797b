using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>A sphere without an atom in it.</summary>
/// <param name="Centre">Its centre, Cartesian, Å.</param>
/// <param name="Radius">The distance of the nearest atom, Å.</param>
public readonly record struct EmptySphere(Vector3D Centre, double Radius);
